// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Word;
import org.wakeproof.softirq.Softirq;

/** On a machine whose clocks differ: what a CPU reads may be one tick behind what others read. */
public final class ClocksDiffer extends MwaitIdle {
    public ClocksDiffer(Machine machine, Softirq softirq, Word cpuidleMwaitFlags, PerCpu<TimeCell> timerDeadline) {
        super(machine, softirq, cpuidleMwaitFlags, timerDeadline);
    }

    @Override
    protected boolean isExpired() {
        return machine().choose("ticks behind", 2) == 0 && super.isExpired();
    }
}
