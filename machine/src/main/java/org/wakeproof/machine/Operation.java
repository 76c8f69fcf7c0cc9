// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import java.util.List;

/**
 * One step of a CPU. The set is closed, and what each does to the state is defined here and only
 * here. A result is a small non-negative number, except for differences of times.
 */
public sealed interface Operation
        permits LockOperation,
                AtomicOperation,
                CpuOperation,
                TimeOperation,
                MonitorOperation,
                Operation.Load,
                Operation.Store,
                Operation.Fence,
                Operation.Until,
                Operation.Choose,
                Operation.Bug {
    /** Whether it can be carried out now; a CPU at a disabled operation waits (spins or sleeps). */
    default boolean enabled(State state, int cpu) {
        return true;
    }

    /**
     * Whether it stands for a loop that looks again and again: a CPU at it may miss every moment in which it could be
     * carried out, unless it can be from some moment on for good.
     */
    default boolean isPolling() {
        return false;
    }

    /** What a CPU at it waits for while it cannot be carried out, in words. */
    default String awaited() {
        return "its stores to reach memory";
    }

    /** How many ways it can turn out when the machine leaves it open. */
    default int choices() {
        return 1;
    }

    /** Carries it out and returns its result. */
    int apply(State state, int cpu, int choice);

    /**
     * The same where the CPU is known to hold no lock that {@link #checkLock} objects to: an operation that may not be
     * carried out with locks held then need not look at any.
     */
    default int applyUnchecked(State state, int cpu, int choice) {
        return apply(state, cpu, choice);
    }

    /**
     * Makes sure that a lock does not stand in its way; {@link #apply} asks for all of them by itself.
     *
     * @throws Violation if it may not be carried out by who holds this lock, and the CPU does
     */
    default void checkLock(State state, SpinLock lock) {}

    /** How it commutes in this state with the steps of everybody else, given that {@code cpu} takes no interrupts. */
    default Mover mover(State state, int cpu) {
        return Mover.NEITHER;
    }

    /** Whether carrying it out may change this field; one that does not say may change any. */
    default boolean mayChange(Field field) {
        return true;
    }

    /**
     * Whether it neither changes anything nor depends on anything that changes: it does not matter when it is carried
     * out, not even to interrupts of its own CPU.
     */
    default boolean isPure() {
        return false;
    }

    /** Whether a reader of traces wants to see it, even where nobody else can. */
    default boolean isNotable() {
        return false;
    }

    /** Whether it has few results, and code goes different ways by them. */
    default boolean isTest() {
        return false;
    }

    /** Says in words what was done and with what result. */
    String describe(int result);

    /** The same, and what the store buffers had to do with it. */
    default String describe(int result, State after, int cpu) {
        return describe(result);
    }

    /** Plain load. */
    record Load(Word cell) implements Operation {
        @Override
        public boolean enabled(State state, int cpu) {
            return cell.isLoadable(state, cpu);
        }

        @Override
        public int apply(State state, int cpu, int choice) {
            return cell.read(state, cpu);
        }

        @Override
        public Mover mover(State state, int cpu) {
            return cell.reading(state, cpu);
        }

        @Override
        public boolean mayChange(Field field) {
            return false;
        }

        @Override
        public boolean isPure() {
            return cell.isReadOnly();
        }

        @Override
        public boolean isNotable() {
            return cell.isNotable();
        }

        @Override
        public String describe(int result) {
            return (cell.isDevice() ? "IO: read " : "R: ") + cell.name() + " is " + cell.format(result);
        }

        @Override
        public String describe(int result, State after, int cpu) {
            return describe(result) + cell.forwarded(after, cpu);
        }
    }

    /** Plain store. */
    record Store(Word cell, int value) implements Operation {
        @Override
        public boolean enabled(State state, int cpu) {
            return cell.hasRoomFor(state, cpu);
        }

        @Override
        public int apply(State state, int cpu, int choice) {
            cell.writePlainly(state, cpu, value);
            return 0;
        }

        @Override
        public Mover mover(State state, int cpu) {
            return cell.writing(state, cpu);
        }

        @Override
        public boolean mayChange(Field field) {
            return field == cell.field();
        }

        @Override
        public String describe(int result) {
            return (cell.isDevice() ? "IO: " : "W: ") + cell.name() + " = " + cell.format(value);
        }

        @Override
        public String describe(int result, State after, int cpu) {
            return describe(result) + cell.delayed();
        }
    }

    /** Full memory fence. */
    record Fence(Machine machine) implements Operation {
        @Override
        public boolean enabled(State state, int cpu) {
            return machine.storeBuffers() == null || machine.storeBuffers().isEmpty(state, cpu);
        }

        @Override
        public int apply(State state, int cpu, int choice) {
            return 0;
        }

        @Override
        public Mover mover(State state, int cpu) {
            // Where memory is sequentially consistent, there is nothing to order; elsewhere nothing is moved.
            return Mover.BOTH;
        }

        @Override
        public boolean mayChange(Field field) {
            return false;
        }

        @Override
        public boolean isPure() {
            return true;
        }

        @Override
        public String describe(int result) {
            return "full fence";
        }
    }

    /** Waits until a word holds, or no longer holds, a value. */
    record Until(Word cell, int value, boolean equal) implements Operation {
        /** Where it may not look at all, it can be carried out, and breaks the rule. */
        @Override
        public boolean enabled(State state, int cpu) {
            return cell.isLoadable(state, cpu)
                    && (!cell.isReadableBy(state, cpu) || cell.view(state, cpu) == value == equal);
        }

        @Override
        public boolean isPolling() {
            return true;
        }

        @Override
        public String awaited() {
            return cell.name() + (equal ? " = " : " other than ") + cell.format(value);
        }

        @Override
        public int apply(State state, int cpu, int choice) {
            cell.read(state, cpu);
            return 0;
        }

        @Override
        public String describe(int result) {
            return "R: sees " + awaited();
        }

        @Override
        public String describe(int result, State after, int cpu) {
            return describe(result) + cell.forwarded(after, cpu);
        }
    }

    /**
     * A choice that the machine leaves open.
     *
     * @param ways what traces call them; empty for their numbers
     */
    record Choose(String what, int choices, List<String> ways) implements Operation {
        /** One whose ways are numbers. */
        public Choose(String what, int choices) {
            this(what, choices, List.of());
        }

        @Override
        public int apply(State state, int cpu, int choice) {
            return choice;
        }

        @Override
        public Mover mover(State state, int cpu) {
            return Mover.BOTH;
        }

        @Override
        public boolean mayChange(Field field) {
            return false;
        }

        @Override
        public String describe(int result) {
            return "choice of " + what + ": " + (ways.isEmpty() ? Integer.toString(result) : ways.get(result));
        }
    }

    /** A {@code BUG} that was reached. */
    record Bug(String message) implements Operation {
        @Override
        public int apply(State state, int cpu, int choice) {
            throw new Violation(Violation.ASSERTION, message);
        }

        @Override
        public String describe(int result) {
            return "BUG: " + message;
        }
    }
}
