// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import java.util.BitSet;
import java.util.function.Predicate;
import org.wakeproof.machine.LockOperation.Acquire;

/**
 * How far a CPU may go on in one indivisible transition, by Lipton's reduction: right movers, then at
 * most one operation that does not move, then left movers. What others do in between could as well
 * have been done before or after.
 *
 * <p>Of the locks that others may want, only one is taken on the way to the operation that does not
 * move. A CPU that rests between two lets a circle of CPUs that wait for each other be seen.
 */
public final class Transaction {
    /**
     * The fields, by index, that an operation may change which is moved, so that the states before and behind it may not
     * be told apart. All others change only in operations that are not moved.
     */
    public static BitSet mayHide(Machine machine) {
        BitSet hidden = new BitSet();
        for (Cell cell : machine.cells()) {
            if (cell instanceof SpinLock
                    || cell.access() != null && !cell.access().isReadByAll()) {
                hidden.set(cell.field().index());
            }
        }
        for (int number = 0; number < machine.cpuCount(); number++) {
            for (Field field : machine.fields()) {
                Cpu each = machine.cpu(number);
                if (each.isInterruptFlag(field) || each.isGuestMode(field)) {
                    hidden.set(field.index());
                }
            }
        }
        return hidden;
    }

    private final Machine machine;
    private final Cpu cpu;
    private final Predicate<State> waits;
    private boolean committed;
    private boolean taken;
    /** Samples of now that it held behind the last operation. */
    private long samples;

    private Mover mover = Mover.NEITHER;

    /**
     * One of a CPU, which has not begun.
     *
     * @param waits whether an urgent clock waits for the CPU as long as it can act
     */
    public Transaction(Machine machine, Cpu cpu, Predicate<State> waits) {
        this.machine = machine;
        this.cpu = cpu;
        this.waits = waits;
    }

    /** An interrupt has been taken: only left movers may follow. */
    public void beginWithInterrupt() {
        committed = true;
        taken = false;
        samples = 0;
    }

    /** It is over; nothing of it is remembered. */
    public void end() {
        committed = false;
        taken = false;
        samples = 0;
        mover = Mover.NEITHER;
    }

    /**
     * An operation is about to be carried out as the first.
     *
     * @param seen whether somebody looks at what it may change, so that it is not moved
     */
    public void begin(Operation operation, boolean seen, State state) {
        committed = false;
        taken = false;
        samples = 0;
        note(operation, mover(operation, seen, state));
    }

    private Mover mover(Operation operation, boolean seen, State state) {
        Mover mover = seen ? Mover.NEITHER : operation.mover(state, cpu.number());
        return mover == Mover.BOTH || !isUnwaitedFor(operation, state) ? mover : Mover.NEITHER;
    }

    /**
     * Whether it decides on a lock that somebody else can wait for, while an urgent clock does not wait for this CPU:
     * the clock may be able to tick just as long as the lock is held.
     */
    private boolean isUnwaitedFor(Operation operation, State state) {
        return operation instanceof LockOperation && machine.clock().isUrgent() && !waits.test(state);
    }

    /**
     * Whether an operation may follow in the same transition; if so, it is about to be carried out.
     *
     * @param seen whether somebody looks at what it may change, so that it is not moved
     */
    public boolean takesIn(Operation operation, boolean seen, State state) {
        if (cpu.interruptsEnabled(state) && !operation.isPure() || operation.choices() != 1) {
            return false;
        }
        // Forgetting a sample of now lets the clock go on, like a left mover.
        committed |= samples != 0
                && (samples & ~machine.clock().samplesOf(state, cpu.number())) != 0
                && !machine.clock().isHeldBy(state, cpu.number());
        Mover next = mover(operation, seen, state);
        if (committed && next != Mover.BOTH && next != Mover.LEFT
                || taken && isTaking(operation, next)
                || !operation.enabled(state, cpu.number())) {
            return false;
        }
        note(operation, next);
        return true;
    }

    private void note(Operation operation, Mover how) {
        mover = how;
        taken |= isTaking(operation, how);
    }

    private static boolean isTaking(Operation operation, Mover how) {
        return how == Mover.RIGHT && operation instanceof Acquire;
    }

    /**
     * The operation has been carried out.
     *
     * @param mayForget whether time variables may be forgotten before the next; they are still there
     */
    public void carriedOut(State state, boolean mayForget) {
        committed |= mover == Mover.LEFT || mover == Mover.NEITHER;
        samples = mayForget ? machine.clock().samplesOf(state, cpu.number()) : 0;
    }
}
