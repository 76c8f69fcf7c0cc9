// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/** mwait_idle_with_hints that arms its monitor behind the look at its pending word. */
public final class ArmsMonitorLast extends MwaitIdle {
    public ArmsMonitorLast(Machine machine, Softirq softirq, Word cpuidleMwaitFlags, PerCpu<TimeCell> timerDeadline) {
        super(machine, softirq, cpuidleMwaitFlags, timerDeadline);
    }

    @Override
    protected void armMonitor() {
        // Not yet.
    }

    @Override
    @XenSource(value = "mwait_idle_with_hints", file = "xen/arch/x86/acpi/cpu_idle.c", commit = "changed")
    protected boolean mayWait() {
        cpuidleMwaitFlags().setBit(machine().smpProcessorId());
        return super.mayWait();
    }

    @Override
    protected void beforeMwait() {
        super.armMonitor();
    }
}
