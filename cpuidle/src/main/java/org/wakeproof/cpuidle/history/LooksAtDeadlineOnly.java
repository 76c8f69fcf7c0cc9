// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/** mwait_idle_with_hints of May 2010, when sleepers in mwait were interrupted for all but the broadcast. */
public final class LooksAtDeadlineOnly extends MwaitIdle {
    public LooksAtDeadlineOnly(
            Machine machine, Softirq softirq, Word cpuidleMwaitFlags, PerCpu<TimeCell> timerDeadline) {
        super(machine, softirq, cpuidleMwaitFlags, timerDeadline);
    }

    @Override
    @XenSource(value = "mwait_idle_with_hints", file = "xen/arch/x86/acpi/cpu_idle.c", commit = "1adb34ea84")
    protected boolean mayWait() {
        return !isExpired();
    }
}
