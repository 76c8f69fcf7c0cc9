// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/** Sleeping by mwait in April 2010: who is woken and who need not be interrupted is looked up one after the other. */
public final class ReadsFlagsTwice extends MwaitIdle {
    public ReadsFlagsTwice(Machine machine, Softirq softirq, Word cpuidleMwaitFlags, PerCpu<TimeCell> timerDeadline) {
        super(machine, softirq, cpuidleMwaitFlags, timerDeadline);
    }

    @Override
    @XenSource(value = "cpuidle_wakeup_mwait", file = "xen/arch/x86/acpi/cpu_idle.c", commit = "before 1adb34ea84")
    protected void wake(int cpu) {
        softirq().softirqPending(cpu).setBit(Softirq.TIMER);
    }

    @Override
    @XenSource(value = "cpuidle_wakeup_mwait", file = "xen/arch/x86/acpi/cpu_idle.c", commit = "before 1adb34ea84")
    protected int woken(int target) {
        return cpuidleMwaitFlags().load();
    }

    @Override
    @XenSource(value = "mwait_idle_with_hints", file = "xen/arch/x86/acpi/cpu_idle.c", commit = "before 1adb34ea84")
    protected boolean mayWait() {
        return softirq().softirqPending(machine().smpProcessorId()).load() == 0;
    }

    @Override
    protected void afterMwait() {
        // Who is woken by a store finds its TIMER bit set.
    }
}
