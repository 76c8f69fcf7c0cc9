// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle.y2026;

import org.wakeproof.hpet.LapicTimerBroadcast;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.TraceBuffer;
import org.wakeproof.softirq.y2026.Rcu2026;
import org.wakeproof.softirq.y2026.Softirq2026;

/**
 * acpi_processor_idle as of 2026, from where a C-state has been chosen; mwait_idle has the same skeleton.
 *
 * <p>Left out: the choice, cpufreq's timer (which is another of the CPU's timers), the workarounds for errata, the count of
 * CPUs in C3, what time stamps and statistics say, and that a trace record may be taken on the way out, too.
 */
public class AcpiProcessorIdle2026 implements Runnable {
    protected static final String FILE = "xen/arch/x86/acpi/cpu_idle.c";

    private final Parts parts;
    private final PerCpu<SpinLock> statLock;
    private final Procedure acpiProcessorIdle;

    /**
     * What the idle function is wired to.
     *
     * @param rcu null where nobody uses it
     * @param broadcast null where the LAPIC timer runs in all states (ARAT)
     * @param trace null where no trace records are taken
     * @param entry how the CPU sleeps, with interrupts off: acpi_idle_do_entry
     */
    public record Parts(
            Machine machine,
            Softirq2026 softirq,
            Rcu2026 rcu,
            IdleLoop2026 idleLoop,
            LapicTimerBroadcast broadcast,
            TraceBuffer trace,
            Runnable entry) {}

    public AcpiProcessorIdle2026(Parts parts) {
        this.parts = parts;
        Machine.fixed(parts.entry);
        this.statLock = parts.machine.perCpu(
                cpu -> parts.machine.lock("power[" + cpu + "].stat_lock").ownedBy(cpu));
        this.acpiProcessorIdle = parts.machine.procedure("acpi_processor_idle", this::acpiProcessorIdle);
    }

    protected final Machine machine() {
        return parts.machine;
    }

    protected final Parts parts() {
        return parts;
    }

    @Override
    public final void run() {
        acpiProcessorIdle.call();
    }

    @XenSource(value = "acpi_processor_idle", file = FILE, commit = XenSource.AUGUST_2026)
    private void acpiProcessorIdle() {
        boolean deep = choosesDeepState();
        if (parts.rcu != null) {
            parts.rcu.rcuIdleEnter();
        }
        parts.softirq.processPendingSoftirqs();
        traceEarly();
        machine().cpu().disableInterrupts();
        if (parts.idleLoop.cpuIsHaltable()) {
            deep = mayStillBeDeep(deep);
            enter(deep);
        } else {
            machine().cpu().enableInterrupts();
        }
        if (parts.rcu != null) {
            parts.rcu.rcuIdleExit();
        }
    }

    /** Whether the state that the governor chooses stops the LAPIC timer: where it can. */
    protected boolean choosesDeepState() {
        return parts.broadcast != null;
    }

    /** Whether it is that state after all, asked with interrupts off: nobody looks again. */
    protected boolean mayStillBeDeep(boolean chosen) {
        return chosen;
    }

    private void enter(boolean deep) {
        if (deep) {
            parts.broadcast.lapicTimerOff();
        }
        traceLate();
        updateStatistics();
        if (deep || parts.broadcast == null) {
            parts.entry.run();
        } else {
            machine().cpu().sleep(SleepState.C1_MWAIT);
        }
        updateStatistics();
        machine().cpu().enableInterrupts();
        if (deep) {
            parts.broadcast.lapicTimerOn();
        }
    }

    /** What update_last_cx_stat and update_idle_stats leave: a lock that is taken and dropped. */
    @XenSource(value = "update_last_cx_stat", file = FILE, commit = XenSource.AUGUST_2026)
    protected void updateStatistics() {
        statLock.own().lock();
        statLock.own().unlock();
    }

    /** Nothing is recorded before the look at what is pending. */
    protected void traceEarly() {}

    /** A record is taken between the last look and the sleep; it may raise TASKLET. */
    @XenSource(value = "acpi_processor_idle", file = FILE, commit = XenSource.AUGUST_2026)
    protected void traceLate() {
        if (parts.trace != null) {
            parts.trace.traceVar();
        }
    }
}
