// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Word;
import org.wakeproof.softirq.Softirq;

/** A processor whose monitor misses a store at times (errata APL30, ICX143, LNL030). */
public final class MissesStores extends MwaitIdle {
    public MissesStores(Machine machine, Softirq softirq, Word cpuidleMwaitFlags, PerCpu<TimeCell> timerDeadline) {
        super(machine, softirq, cpuidleMwaitFlags, timerDeadline);
    }

    @Override
    protected void armMonitor() {
        if (machine().choose("the erratum strikes", 2) == 0) {
            super.armMonitor();
        } else {
            monitor(machine().smpProcessorId()).armInVain();
        }
    }
}
