// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle;

import org.wakeproof.hpet.LapicTimerBroadcast;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.sched.Schedule;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timers;
import org.wakeproof.softirq.TraceBuffer;

/**
 * acpi_processor_idle as committed in 964fae8ac2: the tick is suspended first, softirqs are processed,
 * and only then does the CPU look, with interrupts off, whether it may sleep. Other versions of the
 * entry override {@link #prepare()} and {@link #finish()}.
 *
 * <p>Left out: what the time stamps say and residency counters, restoring the TSC, bus-master status and max_cstate (a
 * governor with fewer states stands for them), the cache flush, and that a store to the idle vCPU's structure, which
 * mwait's monitor watches, ends a sleep.
 */
public class AcpiProcessorIdle implements Runnable {
    /** Where it is in Xen. */
    protected static final String FILE = "xen/arch/x86/acpi/cpu_idle.c";

    private final Parts parts;
    private final Machine machine;
    private final Procedure acpiProcessorIdle;
    private final Procedure prepare;
    private final Procedure softirqPending;
    private final Procedure enter;
    private final Word cpuOnlineMap;
    private final SpinLock c3CpuStatusLock;
    private final Word c3CpuStatusCount;
    private final Word arbiterDisable;

    /**
     * What is fixed for all CPUs.
     *
     * @param lapicTimerC2Ok whether the LAPIC timer runs on in C2
     * @param method how C-states are entered
     * @param bmControl whether there are bus-master checks and an arbiter (bm_check and bm_control), which a state that
     *     stops the LAPIC timer turns off once all CPUs that are online are in one
     */
    public record Platform(boolean lapicTimerC2Ok, EntryMethod method, boolean bmControl) {}

    /**
     * What the idle function is wired to.
     *
     * @param timers null where there are none
     * @param trace null where no trace records are taken
     * @param pmIdleSave what was the idle function before; null if there was none
     */
    public record Parts(
            Machine machine,
            Softirq softirq,
            Timers timers,
            Schedule schedule,
            Governor governor,
            IdleLoop idleLoop,
            Runnable pmIdleSave,
            LapicTimerBroadcast broadcast,
            TraceBuffer trace,
            Platform platform) {}

    public AcpiProcessorIdle(Parts parts) {
        this.parts = parts;
        Machine.fixed(parts.pmIdleSave);
        machine = parts.machine;
        acpiProcessorIdle = machine.procedure("acpi_processor_idle", this::acpiProcessorIdle);
        prepare = machine.function("acpi_processor_idle entry", () -> prepare() ? 1 : 0);
        softirqPending = machine.function("softirq_pending", this::softirqPending);
        enter = machine.procedure("acpi_processor_idle sleep", (int cx) -> enter(CState.values()[cx]));
        cpuOnlineMap = parts.softirq.smp().cpuOnlineMap();
        boolean bmControl = parts.platform.bmControl;
        c3CpuStatusLock = bmControl ? machine.lock("c3_cpu_status.lock") : null;
        c3CpuStatusCount = bmControl
                ? machine.word("c3_cpu_status.count", machine.cpuCount(), 0).guardedBy(c3CpuStatusLock)
                : null;
        arbiterDisable = bmControl ? machine.word("ARB_DISABLE", 1, 0).deviceRegister() : null;
    }

    @Override
    public final void run() {
        acpiProcessorIdle.call();
    }

    @XenSource(value = "acpi_processor_idle", file = FILE)
    private void acpiProcessorIdle() {
        if (prepare.call() == 0) {
            return;
        }
        if (parts.governor.hasStates()) {
            enter.call(parts.governor.select().ordinal());
        } else if (parts.pmIdleSave != null) {
            parts.pmIdleSave.run();
        } else {
            parts.idleLoop.safeHalt();
        }
        finish();
    }

    /** Steps 1 to 4. True leaves interrupts off, and the CPU is to sleep; false leaves them on. */
    @XenSource(value = "acpi_processor_idle", file = FILE)
    protected boolean prepare() {
        suspendTick();
        if (isSoftirqPending()) {
            parts.softirq.doSoftirq();
        }
        machine.cpu().disableInterrupts();
        if (isSoftirqPending()) {
            machine.cpu().enableInterrupts();
            resumeTick();
            return false;
        }
        return true;
    }

    /** What is done after the sleep. */
    @XenSource(value = "acpi_processor_idle", file = FILE)
    protected void finish() {
        resumeTick();
    }

    protected final Machine machine() {
        return machine;
    }

    protected final void suspendTick() {
        parts.schedule.schedTickSuspend();
    }

    protected final void resumeTick() {
        parts.schedule.schedTickResume();
    }

    /** Whether the executing CPU is online. */
    protected final boolean isOnline() {
        return parts.idleLoop.isOnline();
    }

    protected final void doSoftirq() {
        parts.softirq.doSoftirq();
    }

    protected final void processPendingTimers() {
        if (parts.timers != null) {
            parts.timers.processPendingTimers();
        }
    }

    /** Whether any softirq is pending on the executing CPU; which ones is forgotten. */
    protected final boolean isSoftirqPending() {
        return softirqPending.call() != 0;
    }

    private int softirqPending() {
        return parts.softirq.softirqPending(machine.smpProcessorId()).load() != 0 ? 1 : 0;
    }

    @XenSource(value = "acpi_processor_idle", file = FILE)
    private void enter(CState cx) {
        if (cx == CState.C1 || cx == CState.C2 && parts.platform.lapicTimerC2Ok) {
            readPmTimer();
            trace();
            acpiIdleDoEntry(cx);
            readPmTimer();
            trace();
            machine.cpu().enableInterrupts();
            return;
        }
        // A C2 that stops the LAPIC timer falls through into the code of C3.
        if (parts.platform.bmControl) {
            countIntoC3();
        }
        parts.broadcast.lapicTimerOff();
        readPmTimer();
        trace();
        acpiIdleDoEntry(cx);
        readPmTimer();
        trace();
        if (parts.platform.bmControl) {
            countOutOfC3();
        }
        machine.cpu().enableInterrupts();
        parts.broadcast.lapicTimerOn();
    }

    /** Reads a time stamp, which is left out: what remains is that an I/O instruction waits for the stores before it. */
    @XenSource(value = "inl", file = "xen/include/asm-x86/io.h")
    private void readPmTimer() {
        machine.fence();
    }

    private void trace() {
        if (parts.trace != null) {
            parts.trace.traceVar();
        }
    }

    @XenSource(value = "acpi_idle_do_entry", file = FILE)
    private void acpiIdleDoEntry(CState cx) {
        if (parts.platform.method == EntryMethod.FFH) {
            fenceBehindMonitor();
        }
        machine.cpu().sleep(parts.platform.method.sleepState(cx, parts.platform.lapicTimerC2Ok));
        if (parts.platform.method == EntryMethod.HALT) {
            machine.cpu().disableInterrupts();
        }
    }

    @XenSource(value = "mwait_idle_with_hints", file = FILE)
    private void fenceBehindMonitor() {
        machine.fence();
    }

    @XenSource(value = "acpi_processor_idle", file = FILE)
    private void countIntoC3() {
        c3CpuStatusLock.lock();
        int count = c3CpuStatusCount.load() + 1;
        c3CpuStatusCount.store(count);
        if (count == numOnlineCpus()) {
            arbiterDisable.store(1);
        }
        c3CpuStatusLock.unlock();
    }

    @XenSource(value = "acpi_processor_idle", file = FILE)
    private void countOutOfC3() {
        c3CpuStatusLock.lock();
        int count = c3CpuStatusCount.load();
        if (count == numOnlineCpus()) {
            arbiterDisable.store(0);
        }
        c3CpuStatusCount.store(count - 1);
        c3CpuStatusLock.unlock();
    }

    @XenSource(value = "num_online_cpus", file = "xen/include/xen/cpumask.h")
    private int numOnlineCpus() {
        return Integer.bitCount(cpuOnlineMap.load());
    }
}
