// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle.y2026;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Monitor;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.y2026.Softirq2026;

/**
 * Sleeping by monitor and mwait as of 2026: that of July 2025 with a first look that saves what speculation controls cost. The
 * monitored line holds the pending word and in_mwait, which is the CPU's own to store.
 *
 * <p>Left out: speculation controls, and processors whose monitor misses stores, which do not set in_mwait.
 */
public class InMwait2026 {
    protected static final String FILE = "xen/arch/x86/acpi/cpu_idle.c";

    private final Machine machine;
    private final Softirq2026 softirq;
    private final PerCpu<Monitor> monitors;

    public InMwait2026(Machine machine, Softirq2026 softirq) {
        this.machine = machine;
        this.softirq = softirq;
        monitors = machine.perCpu(cpu -> machine.monitor(cpu, softirq.softirqPending(cpu)));
    }

    /** Interrupts are off; a pending one ends the sleep untaken, unless it is to be taken early. */
    @XenSource(value = "mwait_idle_with_hints", file = FILE, commit = XenSource.AUGUST_2026)
    public final void mwaitIdleWithHints(SleepState state, boolean takesInterruptsEarly) {
        Word pending = softirq.softirqPending(machine.smpProcessorId());
        if (pending.load() != 0) {
            return;
        }
        Word inMwait = softirq.inMwait(machine.smpProcessorId());
        inMwait.store(1);
        if (mayWait(pending) && !endsAtOnce()) {
            if (takesInterruptsEarly) {
                monitors.own().stiMwaitCli(state);
            } else {
                monitors.own().mwait(state);
            }
        }
        inMwait.store(0);
    }

    /** Whether something else than an interrupt or a store ends the mwait, as whatever does may do so at once. */
    protected boolean endsAtOnce() {
        return machine.choose("mwait ends at once", 2) != 0;
    }

    /** Whether nothing is pending, now that the monitor sees whatever comes. */
    @XenSource(value = "mwait_idle_with_hints", file = FILE, commit = XenSource.AUGUST_2026)
    protected boolean mayWait(Word pending) {
        monitors.own().arm();
        return pending.load() == 0;
    }

    /** A CPU's monitor. */
    public final Monitor monitor(int cpu) {
        return monitors.of(cpu);
    }

    /** The executing CPU's monitor. */
    protected final Monitor monitor() {
        return monitors.own();
    }
}
