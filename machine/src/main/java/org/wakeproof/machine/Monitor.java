// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import org.wakeproof.machine.MonitorOperation.Arm;
import org.wakeproof.machine.MonitorOperation.Disarm;
import org.wakeproof.machine.MonitorOperation.EnterMwait;
import org.wakeproof.machine.MonitorOperation.LeaveMwait;

/**
 * The monitor of one CPU: once armed, it sees when another CPU's store reaches one of the words of its line, and ends the
 * CPU's {@code mwait}, or has the next one not sleep at all. What the CPU stores itself it does not see; whether an
 * interrupt disarms it is left to who handles the interrupt ({@link #disarm}).
 */
public final class Monitor {
    private static final int IDLE = 0;
    private static final int ARMED = 1;
    /** Armed, and the CPU sleeps on it. */
    private static final int WAITING = 2;
    /** Armed, and it will see nothing. */
    private static final int DEAF = 3;
    /** A store has been seen since it was armed. */
    private static final int TRIGGERED = 4;

    private final Machine machine;
    private final int cpu;
    private final Field status;

    Monitor(Machine machine, int cpu) {
        this.machine = machine;
        this.cpu = cpu;
        this.status = machine.field("monitor[" + cpu + "]", 3, IDLE);
    }

    // Operations of its CPU, each one step.

    /** {@code monitor} */
    public void arm() {
        machine.perform(new Arm(this, false));
    }

    /** {@code monitor}, as hardware with an erratum carries it out at times: no store is seen. */
    public void armInVain() {
        machine.perform(new Arm(this, true));
    }

    /** Has the monitor be disarmed as if a store had been seen. */
    public void disarm() {
        machine.perform(new Disarm(this));
    }

    /**
     * {@code mwait}: sleeps until a store is seen or the state's break condition holds; not if a store was seen before.
     * The state says whether interrupts that are off end it (ECX bit 0).
     */
    public void mwait(SleepState state) {
        owner().requireExecuting();
        machine.perform(new EnterMwait(this, state, false));
        machine.perform(new LeaveMwait(this));
    }

    /**
     * {@code sti;mwait;cli}: interrupts are enabled and the CPU falls asleep in one step. An interrupt ends the sleep by
     * being taken; a store may end it while an interrupt is still on its way, which is taken before {@code cli} or not.
     */
    public void stiMwaitCli(SleepState state) {
        owner().requireExecuting();
        machine.perform(new EnterMwait(this, state, true));
        machine.perform(new LeaveMwait(this));
        machine.cpu().disableInterrupts();
    }

    // What a state says of it.

    /** Whether a store has been seen since it was armed last. */
    public boolean isTriggered(State state) {
        return state.get(status) == TRIGGERED;
    }

    // What steps do to it.

    Cpu owner() {
        return machine.cpu(cpu);
    }

    void arm(State state, boolean inVain) {
        state.set(status, inVain ? DEAF : ARMED);
    }

    boolean isArmed(State state) {
        return state.get(status) == ARMED || state.get(status) == DEAF;
    }

    void waits(State state) {
        if (state.get(status) == ARMED) {
            state.set(status, WAITING);
        }
    }

    /** The CPU's mwait has ended. */
    void end(State state) {
        if (state.get(status) != TRIGGERED) {
            state.set(status, IDLE);
        }
    }

    /** An interrupt is taken. */
    void interrupted(State state) {
        if (owner().isAsleep(state)) {
            end(state);
        }
    }

    /** A CPU's store has reached memory. */
    void stored(State state, int by) {
        if (by != cpu) {
            trigger(state);
        }
    }

    void trigger(State state) {
        int was = state.get(status);
        if (was == ARMED || was == WAITING) {
            state.set(status, TRIGGERED);
        }
        if (was == WAITING) {
            owner().setSleepState(state, SleepState.AWAKE);
        }
    }

    @Override
    public String toString() {
        return "monitor of CPU" + cpu;
    }
}
