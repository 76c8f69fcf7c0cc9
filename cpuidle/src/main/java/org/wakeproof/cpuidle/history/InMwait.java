// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Monitor;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.history.SeesSleepers;

/**
 * Sleeping by monitor and mwait as of July 2025: in_mwait promises that the CPU notices changes of its pending word.
 *
 * <p>Left out: speculation controls, and processors whose monitor misses stores, which do not set in_mwait.
 */
public class InMwait {
    private final Machine machine;
    private final SeesSleepers softirq;
    private final PerCpu<Monitor> monitors;

    public InMwait(Machine machine, SeesSleepers softirq) {
        this.machine = machine;
        this.softirq = softirq;
        monitors = machine.perCpu(cpu -> machine.monitor(cpu, softirq.softirqPending(cpu)));
    }

    protected final Machine machine() {
        return machine;
    }

    public final Monitor monitor(int cpu) {
        return monitors.of(cpu);
    }

    /** Interrupts are off; a pending one ends the sleep untaken, unless it is to be taken early. */
    @XenSource(value = "mwait_idle_with_hints", file = "xen/arch/x86/acpi/cpu_idle.c", commit = "9b0f0f6e23")
    public final void mwaitIdleWithHints(SleepState state, boolean takesInterruptsEarly) {
        Word pending = softirq.softirqPending(machine.smpProcessorId());
        Word inMwait = softirq.inMwait(machine.smpProcessorId());
        inMwait.store(1);
        if (mayWait(pending)) {
            sleep(state, takesInterruptsEarly);
        }
        inMwait.store(0);
    }

    /** Whether nothing is pending, now that the monitor sees whatever comes. */
    @XenSource(value = "mwait_idle_with_hints", file = "xen/arch/x86/acpi/cpu_idle.c", commit = "9b0f0f6e23")
    protected boolean mayWait(Word pending) {
        monitors.own().arm();
        return pending.load() == 0;
    }

    @XenSource(value = "mwait_idle_with_hints", file = "xen/arch/x86/acpi/cpu_idle.c", commit = "9b0f0f6e23")
    private void sleep(SleepState state, boolean takesInterruptsEarly) {
        if (takesInterruptsEarly) {
            monitors.own().stiMwaitCli(state);
        } else {
            monitors.own().mwait(state);
        }
    }

    /** On processors that leave C1 faster with interrupts enabled. */
    @XenSource(value = "mwait_idle", file = "xen/arch/x86/cpu/mwait-idle.c", commit = "9b0f0f6e23")
    public void mwaitIdle() {
        mwaitIdleWithHints(SleepState.C1_MWAIT, true);
    }
}
