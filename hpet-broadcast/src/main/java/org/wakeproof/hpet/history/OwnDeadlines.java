// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.hpet.history;

import org.wakeproof.hpet.HpetBroadcast;
import org.wakeproof.hpet.HpetEventChannel;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Softirq;

/** The ported hpet.c with one channel for all, and deadlines that no timer sets. */
public class OwnDeadlines extends HpetBroadcast {
    public OwnDeadlines(Machine machine, Softirq softirq, Apic apic, PerCpu<TimeCell> timerDeadline) {
        super(machine, softirq, apic, timerDeadline, Mode.LEGACY, 1, HpetEventChannel.Locking.COARSE);
    }
}
