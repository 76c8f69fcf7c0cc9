// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import org.wakeproof.machine.CpuOperation.EnterGuest;
import org.wakeproof.machine.CpuOperation.EnterSleep;
import org.wakeproof.machine.CpuOperation.LeaveGuest;
import org.wakeproof.machine.CpuOperation.ReturnFromInterrupt;
import org.wakeproof.machine.CpuOperation.SendIpi;
import org.wakeproof.machine.CpuOperation.SetInterruptFlag;
import org.wakeproof.machine.CpuOperation.Stop;
import org.wakeproof.machine.CpuOperation.WaitForBreak;

/** A physical CPU: interrupt flag, pending vectors, and whether it sleeps. Its call stack is the execution's business. */
public final class Cpu {
    private final Machine machine;
    private final int number;
    private final Field interruptFlag;
    private final Field interruptRequests;
    private final Field sleepState;
    private final Field guestMode;

    Cpu(Machine machine, int number, int vectors, boolean interruptsOn) {
        this.machine = machine;
        this.number = number;
        this.interruptFlag = machine.field("IF[" + number + "]", 1, interruptsOn ? 1 : 0);
        this.interruptRequests = machine.field("IRR[" + number + "]", vectors, 0);
        this.sleepState = machine.field("sleep[" + number + "]", 3, SleepState.AWAKE.ordinal());
        this.guestMode = machine.field("guest[" + number + "]", 1, 0);
    }

    public int number() {
        return number;
    }

    // Operations of the executing CPU, each one step.

    /** {@code irq-} */
    public void disableInterrupts() {
        perform(new SetInterruptFlag(this, false));
    }

    /** {@code irq+} */
    public void enableInterrupts() {
        perform(new SetInterruptFlag(this, true));
    }

    /** {@code irq-}, and returns whether interrupts were enabled before. */
    public boolean saveInterrupts() {
        return perform(new SetInterruptFlag(this, false)) != 0;
    }

    /** Undoes {@link #saveInterrupts()}. */
    public void restoreInterrupts(boolean flags) {
        if (flags) {
            enableInterrupts();
        }
    }

    /**
     * Sleeps until the state's break condition holds. Falling asleep is one step, for states of {@code hlt} together
     * with {@code sti}: a pending interrupt is then taken before anything behind the sleep. For the others, while
     * interrupts are off, an interrupt that is pending ends the sleep, or has it not begin, and stays pending.
     */
    public void sleep(SleepState state) {
        sleep(state, state.interruptsEnabled());
    }

    /** {@code hlt} without {@code sti}, in {@link SleepState#C1_HALT}; see {@link #halt(SleepState)}. */
    public void halt() {
        halt(SleepState.C1_HALT);
    }

    /**
     * {@code hlt} without {@code sti}: sleeps with interrupts on or off, as they are. While they are off no interrupt
     * ends the sleep, pending or not.
     *
     * @throws IllegalArgumentException unless it is a state of {@code hlt}
     */
    public void halt(SleepState state) {
        if (state != SleepState.C1_HALT && state != SleepState.C3_HALT) {
            throw new IllegalArgumentException("hlt does not enter " + state);
        }
        sleep(state, false);
    }

    private void sleep(SleepState state, boolean enablesInterrupts) {
        perform(new EnterSleep(this, state, enablesInterrupts));
        perform(new WaitForBreak(this));
    }

    /**
     * Goes on in the guest with interrupts enabled, until the guest's next instruction or until an interrupt has
     * been taken.
     *
     * @param proceeds whether the guest has a next instruction that others could see; if not, it computes
     * @return whether that instruction is next, with interrupts off so that it is carried out where the guest is
     */
    public boolean runGuest(boolean proceeds) {
        perform(new EnterGuest(this));
        return perform(new LeaveGuest(this, proceeds)) != 0;
    }

    /**
     * {@code IPI:} makes the vector pending on every CPU of the mask.
     *
     * @throws IllegalArgumentException if the mask names a CPU that the machine does not have
     */
    public void sendIpi(int mask, Vector vector) {
        if (mask >>> machine.cpuCount() != 0) {
            throw new IllegalArgumentException(
                    "an IPI to " + Machine.formatCpus(mask) + ": the machine has " + machine.cpuCount() + " CPUs");
        }
        machine.perform(new SendIpi(mask, vector));
    }

    /** Performs no more operations; interrupts are taken if they are enabled. */
    public void stop() {
        perform(new Stop(this));
    }

    void returnFromInterrupt() {
        perform(new ReturnFromInterrupt(this));
    }

    private int perform(CpuOperation operation) {
        requireExecuting();
        return machine.perform(operation);
    }

    /**
     * Makes sure that an operation of its own is carried out by itself.
     *
     * @throws IllegalStateException if another CPU executes
     */
    void requireExecuting() {
        if (machine.smpProcessorId() != number) {
            throw new IllegalStateException("CPU" + machine.smpProcessorId() + " carries out an operation of " + this
                    + "'s own, which no other CPU can do for it");
        }
    }

    // What a state says of it.

    public boolean interruptsEnabled(State state) {
        return state.get(interruptFlag) != 0;
    }

    /** The pending vectors that it could take now, one bit each: none before its stores have reached memory. */
    public int takeableInterrupts(State state) {
        return isDrained(state) ? dueInterrupts(state) : 0;
    }

    /** The pending vectors that it takes as soon as its stores have reached memory, one bit each. */
    public int dueInterrupts(State state) {
        return interruptsEnabled(state) ? interruptRequests(state) : 0;
    }

    /** Whether all that it has stored has reached memory. */
    boolean isDrained(State state) {
        StoreBuffers buffers = machine.storeBuffers();
        return buffers == null || buffers.isEmpty(state, number);
    }

    /** Whether this field is the interrupt flag. */
    public boolean isInterruptFlag(Field field) {
        return field == interruptFlag;
    }

    /** The pending vectors, one bit each. */
    public int interruptRequests(State state) {
        return state.get(interruptRequests);
    }

    /** Whether it is the field in which its interrupt requests are. */
    public boolean isInterruptRequests(Field field) {
        return interruptRequests == field;
    }

    /** How it sleeps; {@link SleepState#GUEST} where it is in a guest. */
    public SleepState sleepState(State state) {
        return isInGuest(state) ? SleepState.GUEST : sleep(state);
    }

    /** How it sleeps, whatever it does while it does not. */
    SleepState sleep(State state) {
        return SleepState.numbered(state.get(sleepState));
    }

    /** Whether it sleeps; it does not in a guest. */
    public boolean isAsleep(State state) {
        return state.get(sleepState) != 0;
    }

    boolean isInGuest(State state) {
        return state.get(guestMode) != 0;
    }

    /** Whether this field says that it is in a guest. */
    boolean isGuestMode(Field field) {
        return field == guestMode;
    }

    /**
     * Whether it sleeps and a pending interrupt ends that, taken or untaken: not {@code hlt} with interrupts off. The
     * flag is read only of sleeps that hang on it, so that a property need not see it switched elsewhere.
     */
    public boolean isBeingWoken(State state) {
        return isAsleep(state)
                && interruptRequests(state) != 0
                && (sleep(state).isEndedByMaskedInterrupts() || interruptsEnabled(state));
    }

    /** Whether what has sent it to sleep no longer keeps it asleep. */
    boolean isSleepOver(State state) {
        return !isAsleep(state) || isBrokenUntaken(state, sleep(state));
    }

    /** Whether a pending interrupt ends this sleep and stays pending; where interrupts are on, it is taken instead. */
    boolean isBrokenUntaken(State state, SleepState sleep) {
        return sleep.isEndedByMaskedInterrupts() && !interruptsEnabled(state) && interruptRequests(state) != 0;
    }

    // What steps do to it.

    void checkSleepsWithoutLocks(State state) {
        for (SpinLock lock : machine.locks()) {
            checkSleepsWithout(lock, state);
        }
    }

    void checkSleepsWithout(SpinLock lock, State state) {
        if (lock.isHeldBy(state, number)) {
            throw new Violation(Violation.LOCKING, this + " goes to sleep while it holds " + lock.name());
        }
    }

    void setInterruptFlag(State state, boolean enabled) {
        state.set(interruptFlag, enabled ? 1 : 0);
    }

    void setSleepState(State state, SleepState sleep) {
        state.set(sleepState, sleep.ordinal());
    }

    void setInGuest(State state, boolean in) {
        state.set(guestMode, in ? 1 : 0);
    }

    /** Makes a vector pending; several requests for one vector merge. */
    public void requestInterrupt(State state, Vector vector) {
        state.set(interruptRequests, state.get(interruptRequests) | vector.bit());
    }

    /** Takes a pending interrupt: it is no longer pending, interrupts go off, and a sleep or a guest's turn ends. */
    public void takeInterrupt(State state, Vector vector) {
        state.set(interruptRequests, state.get(interruptRequests) & ~vector.bit());
        state.set(interruptFlag, 0);
        if (machine.monitor(number) != null) {
            machine.monitor(number).interrupted(state);
        }
        state.set(sleepState, 0);
        state.set(guestMode, 0);
    }

    @Override
    public String toString() {
        return "CPU" + number;
    }
}
