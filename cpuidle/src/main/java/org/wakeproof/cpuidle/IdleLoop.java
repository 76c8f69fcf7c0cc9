// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/**
 * The body of every idle vCPU, and the plain way to halt.
 *
 * <p>Left out: the scheduling of page scrubbing.
 */
public class IdleLoop {
    private static final String FILE = "xen/arch/x86/domain.c";

    private final Machine machine;
    private final Softirq softirq;
    private final Procedure round;
    private final Procedure idleLoop;
    private final int rounds;
    private final Word cpuOnlineMap;
    private Runnable pmIdle;
    private Runnable playDead;

    /**
     * @param rounds how often a CPU idles before it only takes interrupts; 0 for ever, as in Xen. A bound makes
     *     systems that come to rest.
     */
    public IdleLoop(Machine machine, Softirq softirq, int rounds) {
        this.rounds = rounds;
        this.cpuOnlineMap = softirq.smp().cpuOnlineMap();
        this.machine = machine;
        this.softirq = softirq;
        this.pmIdle = Machine.fixed(this::defaultIdle);
        this.round = machine.function("idle_loop round", this::round);
        this.idleLoop = machine.procedure("idle_loop", this::idleLoop);
    }

    /** Installs another idle function while the system is wired, like set_cx_pminfo when C-state data arrives. */
    public void installPmIdle(Runnable idle) {
        pmIdle = Machine.fixed(idle);
    }

    /** Says what a CPU that is offline does; for wiring. */
    public void installPlayDead(Runnable end) {
        playDead = Machine.fixed(end);
    }

    /** What a CPU that is offline does; nothing in a system in which none goes offline. */
    public void playDead() {
        if (playDead != null) {
            playDead.run();
        }
    }

    /** Whether the executing CPU is online. */
    public final boolean isOnline() {
        return (cpuOnlineMap.load() >>> machine.smpProcessorId() & 1) != 0;
    }

    /** Where an idle vCPU starts. */
    public Procedure procedure() {
        return idleLoop;
    }

    @XenSource(value = "default_idle", file = FILE)
    public void defaultIdle() {
        machine.cpu().disableInterrupts();
        if (softirq.softirqPending(machine.smpProcessorId()).load() == 0) {
            safeHalt();
        } else {
            machine.cpu().enableInterrupts();
        }
    }

    /** {@code sti;hlt}, one step. */
    @XenSource(value = "safe_halt", file = "xen/include/asm-x86/system.h")
    public void safeHalt() {
        machine.cpu().sleep(SleepState.C1_HALT);
    }

    @XenSource(value = "idle_loop", file = FILE)
    private void idleLoop() {
        if (rounds == 0) {
            round.repeat();
        }
        for (int i = 0; i < rounds; i++) {
            round.call();
        }
        machine.cpu().stop();
    }

    @XenSource(value = "idle_loop", file = FILE)
    private int round() {
        if (!isOnline()) {
            playDead();
        }
        pmIdle.run();
        softirq.doSoftirq();
        return Procedure.AGAIN;
    }
}
