// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.hpet.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Softirq;

/** hpet_legacy_next_event before June 2008: a counter that has just reached the comparator counts as in time. */
public final class MistakesEqualityForTime extends OwnDeadlines {
    public MistakesEqualityForTime(Machine machine, Softirq softirq, Apic apic, PerCpu<TimeCell> timerDeadline) {
        super(machine, softirq, apic, timerDeadline);
    }

    @Override
    @XenSource(value = "hpet_legacy_next_event", file = "xen/arch/x86/hpet.c", commit = "before 5ede5271a4")
    protected boolean mayHaveMissed(int elapsed, int delta) {
        return elapsed > delta;
    }
}
