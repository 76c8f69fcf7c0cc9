// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle.y2026;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.y2026.Rcu2026;
import org.wakeproof.softirq.y2026.Softirq2026;

/**
 * The idle loop of 2026 with default_idle, which it starts with.
 *
 * <p>Left out: CPUs that are offline, tasklets in vCPU context, idle vCPUs that fill a slot of another unit, and the scrubbing
 * of pages: there is none to do. Of cpu_is_haltable the same.
 */
public class IdleLoop2026 {
    private static final String FILE = "xen/arch/x86/domain.c";

    private final Machine machine;
    private final Softirq2026 softirq;
    private final Rcu2026 rcu;
    private final Procedure cpuIsHaltable;
    private final Procedure round;
    private final Procedure idleLoop;
    private Runnable pmIdle;

    /**
     * @param rcu null where nobody uses it
     */
    public IdleLoop2026(Machine machine, Softirq2026 softirq, Rcu2026 rcu) {
        this.machine = machine;
        this.softirq = softirq;
        this.rcu = rcu;
        this.pmIdle = Machine.fixed(this::defaultIdle);
        this.cpuIsHaltable = machine.function("cpu_is_haltable", () -> isHaltable() ? 1 : 0);
        this.round = machine.function("idle_loop round", this::round);
        this.idleLoop = machine.procedure("idle_loop", () -> round.repeat());
    }

    /** Installs another idle function; for wiring. */
    public final void installPmIdle(Runnable idle) {
        pmIdle = Machine.fixed(idle);
    }

    /** Where an idle vCPU starts. */
    public final Procedure procedure() {
        return idleLoop;
    }

    protected final Rcu2026 rcu() {
        return rcu;
    }

    @XenSource(value = "idle_loop", file = FILE, commit = XenSource.AUGUST_2026)
    private int round() {
        Word pending = softirq.softirqPending(machine.smpProcessorId());
        // Between the two looks pages are scrubbed.
        if (pending.load() == 0 && pending.load() == 0) {
            pmIdle.run();
        }
        softirq.doSoftirq();
        return Procedure.AGAIN;
    }

    /** Whether there is nothing that the executing CPU has to stay awake for. */
    @XenSource(value = "cpu_is_haltable", file = "xen/include/xen/sched.h", commit = XenSource.AUGUST_2026)
    public final boolean cpuIsHaltable() {
        return cpuIsHaltable.call() != 0;
    }

    private boolean isHaltable() {
        return !(rcu != null && rcu.rcuNeedsCpu())
                && softirq.softirqPending(machine.smpProcessorId()).load() == 0;
    }

    @XenSource(value = "default_idle", file = FILE, commit = XenSource.AUGUST_2026)
    public void defaultIdle() {
        machine.cpu().disableInterrupts();
        if (cpuIsHaltable()) {
            safeHalt();
        } else {
            machine.cpu().enableInterrupts();
        }
    }

    /** {@code sti;hlt}, one step. */
    @XenSource(value = "safe_halt", file = "xen/arch/x86/include/asm/system.h", commit = XenSource.AUGUST_2026)
    protected void safeHalt() {
        machine.cpu().sleep(SleepState.C1_HALT);
    }
}
