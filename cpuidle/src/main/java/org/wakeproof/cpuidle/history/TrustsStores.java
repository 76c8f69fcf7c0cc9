// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/** mwait_idle_with_hints that does not look at its deadline on its way out: what is left is the end of the broadcast. */
public final class TrustsStores extends MwaitIdle {
    public TrustsStores(Machine machine, Softirq softirq, Word cpuidleMwaitFlags, PerCpu<TimeCell> timerDeadline) {
        super(machine, softirq, cpuidleMwaitFlags, timerDeadline);
    }

    @Override
    @XenSource(value = "mwait_idle_with_hints", file = "xen/arch/x86/acpi/cpu_idle.c", commit = "changed")
    protected void afterMwait() {
        // hpet_broadcast_exit will look.
    }
}
