// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.hpet.history;

import org.wakeproof.hpet.HpetBroadcast;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timers;

/** hpet_broadcast_enter as of April 2009: a CPU without a deadline stays out, but leaves as if it had entered. */
public class SkipsCpusWithoutDeadline extends HpetBroadcast {
    private final PerCpu<TimeCell> timerDeadline;

    public SkipsCpusWithoutDeadline(
            Machine machine, Softirq softirq, Apic apic, Timers timers, Mode mode, int sharedChannels) {
        super(machine, softirq, apic, timers, mode, sharedChannels);
        timerDeadline = timers.timerDeadline();
    }

    /** Whether the executing CPU has no deadline; only its own TIMER softirq changes that. */
    protected final boolean hasNoDeadline() {
        return timerDeadline.own().isZero();
    }

    @Override
    @XenSource(value = "hpet_broadcast_enter", file = "xen/arch/x86/hpet.c", commit = "7145897cfb")
    protected void enter() {
        if (!hasNoDeadline()) {
            super.enter();
        }
    }
}
