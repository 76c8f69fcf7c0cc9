// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.hpet.history;

import org.wakeproof.hpet.HpetEventChannel;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Softirq;

/** hpet_broadcast_enter that sets its bit of the mask once the comparator is programmed: a match meanwhile is for nobody. */
public final class EntersMaskLast extends ShortLockBroadcast {
    public EntersMaskLast(
            Machine machine, Softirq softirq, Apic apic, PerCpu<TimeCell> timerDeadline, Mode mode, int channels) {
        super(machine, softirq, apic, timerDeadline, mode, channels);
    }

    @Override
    protected void enterMaskFirst(int cpu, HpetEventChannel ch) {
        // Not yet.
    }

    @Override
    @XenSource(value = "hpet_broadcast_enter", file = "xen/arch/x86/hpet.c", commit = "changed")
    protected void enterMaskLast(int cpu, HpetEventChannel ch) {
        ch.cpumask().setBit(cpu);
    }
}
