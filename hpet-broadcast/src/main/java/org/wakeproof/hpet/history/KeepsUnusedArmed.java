// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.hpet.history;

import org.wakeproof.hpet.HpetEventChannel;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Softirq;

/** hpet.c before 24f608dc90: a channel that nobody uses any more keeps its event, and interrupts whom it went to last. */
public final class KeepsUnusedArmed extends ShortLockBroadcast {
    public KeepsUnusedArmed(
            Machine machine, Softirq softirq, Apic apic, PerCpu<TimeCell> timerDeadline, Mode mode, int channels) {
        super(machine, softirq, apic, timerDeadline, mode, channels);
    }

    /** Where channels interrupt in a way of their own. */
    public KeepsUnusedArmed(
            Machine machine,
            Softirq softirq,
            Apic apic,
            PerCpu<TimeCell> timerDeadline,
            Mode mode,
            int channels,
            Interrupts interrupts) {
        super(machine, softirq, apic, timerDeadline, mode, channels, interrupts);
    }

    @Override
    @XenSource(value = "hpet_detach_channel", file = "xen/arch/x86/hpet.c", commit = "before 24f608dc90")
    protected void park(HpetEventChannel ch) {
        // The comparator and next_event stay as they are.
    }
}
