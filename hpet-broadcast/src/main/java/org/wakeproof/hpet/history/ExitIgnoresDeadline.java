// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.hpet.history;

import org.wakeproof.hpet.HpetBroadcast;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timers;

/** hpet_broadcast_exit before September 2008: nobody is told that the deadline has passed meanwhile. */
public final class ExitIgnoresDeadline extends HpetBroadcast {
    public ExitIgnoresDeadline(
            Machine machine, Softirq softirq, Apic apic, Timers timers, Mode mode, int sharedChannels) {
        super(machine, softirq, apic, timers, mode, sharedChannels);
    }

    @Override
    @XenSource(value = "hpet_broadcast_exit", file = "xen/arch/x86/hpet.c", commit = "before 789dc790f3")
    protected void deadlineHasPassed() {
        // The result of reprogram_timer is ignored.
    }
}
