// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.hpet.history;

import org.wakeproof.hpet.HpetEventChannel;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Softirq;

/** hpet_detach_channel before April 2018: asks whether the mask is empty, and then for its first CPU. */
public final class ReadsMaskTwice extends ShortLockBroadcast {
    private final Machine machine;

    public ReadsMaskTwice(
            Machine machine, Softirq softirq, Apic apic, PerCpu<TimeCell> timerDeadline, Mode mode, int channels) {
        super(machine, softirq, apic, timerDeadline, mode, channels);
        this.machine = machine;
    }

    @Override
    @XenSource(value = "hpet_detach_channel", file = "xen/arch/x86/hpet.c", commit = "before 8c02a19230")
    protected int nextOwner(HpetEventChannel ch) {
        if (ch.cpumask().load() == 0) {
            return NO_CPU;
        }
        int next = cpumaskFirst(ch.cpumask().load());
        machine.bugOn(next == NO_CPU, "ASSERT(cpu < nr_cpu_ids): the mask has become empty meanwhile");
        return next;
    }
}
