// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

/**
 * One step of a CPU. The set is closed, and what each does to the state is defined here and only
 * here. A result is a small non-negative number, except for differences of times.
 */
public sealed interface Operation {
    /** Whether it can be carried out now; a CPU at a disabled operation waits (spins or sleeps). */
    default boolean enabled(State state, int cpu) {
        return true;
    }

    /** How many ways it can turn out when the machine leaves it open. */
    default int choices() {
        return 1;
    }

    /** Carries it out and returns its result. */
    int apply(State state, int cpu, int choice);

    /**
     * Whether nobody but {@code cpu} can see or disturb it in this state, given that {@code cpu} takes
     * no interrupts in it. Such a step commutes with every step of everybody else.
     */
    default boolean isExclusive(State state, int cpu) {
        return false;
    }

    /** Says in words what was done and with what result. */
    String describe(int result);

    /** Plain load. */
    record Load(Word cell) implements Operation {
        @Override
        public int apply(State state, int cpu, int choice) {
            return cell.read(state, cpu);
        }

        @Override
        public boolean isExclusive(State state, int cpu) {
            return cell.isExclusive(state, cpu);
        }

        @Override
        public String describe(int result) {
            return (cell.isDevice() ? "IO: read " : "R: ") + cell.name() + " is " + cell.format(result);
        }
    }

    /** Plain store. */
    record Store(Word cell, int value) implements Operation {
        @Override
        public int apply(State state, int cpu, int choice) {
            cell.write(state, cpu, value);
            return 0;
        }

        @Override
        public boolean isExclusive(State state, int cpu) {
            return cell.isExclusive(state, cpu);
        }

        @Override
        public String describe(int result) {
            return (cell.isDevice() ? "IO: " : "W: ") + cell.name() + " = " + cell.format(value);
        }
    }

    /** Locked read-modify-write; also a full fence. */
    record AtomicUpdate(Word cell, Kind kind, int operand) implements Operation {
        /** What is done to the word. */
        public enum Kind {
            TEST_AND_SET_BIT,
            TEST_AND_CLEAR_BIT,
            SET_BIT,
            CLEAR_BIT,
            /** The result is the sum. */
            ADD
        }

        @Override
        public int apply(State state, int cpu, int choice) {
            int old = cell.read(state, cpu);
            int value =
                    switch (kind) {
                        case TEST_AND_SET_BIT, SET_BIT -> old | 1 << operand;
                        case TEST_AND_CLEAR_BIT, CLEAR_BIT -> old & ~(1 << operand);
                        case ADD -> old + operand;
                    };
            cell.write(state, cpu, value);
            return switch (kind) {
                case TEST_AND_SET_BIT, TEST_AND_CLEAR_BIT -> old >>> operand & 1;
                case SET_BIT, CLEAR_BIT -> 0;
                case ADD -> value;
            };
        }

        @Override
        public boolean isExclusive(State state, int cpu) {
            return cell.isExclusive(state, cpu);
        }

        @Override
        public String describe(int result) {
            return switch (kind) {
                case TEST_AND_SET_BIT -> "A: set " + bit() + (result != 0 ? ", already set" : "");
                case TEST_AND_CLEAR_BIT -> "A: clear " + bit() + (result != 0 ? ", was set" : ", was clear");
                case SET_BIT -> "A: set " + bit();
                case CLEAR_BIT -> "A: clear " + bit();
                case ADD -> "A: " + cell.name() + " += " + operand + ", now " + cell.format(result);
            };
        }

        private String bit() {
            return cell.format(1 << operand) + " in " + cell.name();
        }
    }

    /** Full memory fence. */
    record Fence() implements Operation {
        @Override
        public int apply(State state, int cpu, int choice) {
            return 0;
        }

        @Override
        public String describe(int result) {
            return "full fence";
        }
    }

    /** Waits until a word holds, or no longer holds, a value. */
    record Until(Word cell, int value, boolean equal) implements Operation {
        @Override
        public boolean enabled(State state, int cpu) {
            return cell.read(state, cpu) == value == equal;
        }

        @Override
        public int apply(State state, int cpu, int choice) {
            return 0;
        }

        @Override
        public String describe(int result) {
            return "R: sees " + cell.name() + (equal ? " = " : " other than ") + cell.format(value);
        }
    }

    /** Takes a lock; waits while it is held. */
    record Acquire(SpinLock lock) implements Operation {
        @Override
        public boolean enabled(State state, int cpu) {
            return state.get(lock.field()) == 0 || lock.isHeldBy(state, cpu);
        }

        @Override
        public int apply(State state, int cpu, int choice) {
            if (lock.isHeldBy(state, cpu)) {
                throw new Violation(
                        Violation.LOCKING, "CPU" + cpu + " takes " + lock.name() + ", which it already holds");
            }
            lock.write(state, cpu, cpu + 1);
            return 0;
        }

        @Override
        public boolean isExclusive(State state, int cpu) {
            return lock.isExclusive(state, cpu);
        }

        @Override
        public String describe(int result) {
            return "L+ " + lock.name();
        }
    }

    /** Takes a lock if it is free. */
    record TryAcquire(SpinLock lock) implements Operation {
        @Override
        public int apply(State state, int cpu, int choice) {
            if (lock.read(state, cpu) != 0) {
                return 0;
            }
            lock.write(state, cpu, cpu + 1);
            return 1;
        }

        @Override
        public boolean isExclusive(State state, int cpu) {
            return lock.isExclusive(state, cpu);
        }

        @Override
        public String describe(int result) {
            return (result != 0 ? "L+ " : "finds taken ") + lock.name();
        }
    }

    /** Releases a lock by a plain store. */
    record Release(SpinLock lock) implements Operation {
        @Override
        public int apply(State state, int cpu, int choice) {
            if (!lock.isHeldBy(state, cpu)) {
                throw new Violation(
                        Violation.LOCKING, "CPU" + cpu + " releases " + lock.name() + ", which it does not hold");
            }
            lock.write(state, cpu, 0);
            return 0;
        }

        @Override
        public boolean isExclusive(State state, int cpu) {
            return lock.isExclusive(state, cpu);
        }

        @Override
        public String describe(int result) {
            return "L- " + lock.name();
        }
    }

    /** {@code cli} or {@code sti}; the result is the flag as it was. */
    record SetInterruptFlag(Cpu target, boolean enable) implements Operation {
        @Override
        public int apply(State state, int cpu, int choice) {
            int old = target.interruptsEnabled(state) ? 1 : 0;
            target.setInterruptFlag(state, enable);
            return old;
        }

        @Override
        public boolean isExclusive(State state, int cpu) {
            // Only its own interrupts could tell the difference, and they are off when this is asked.
            return enable || !target.interruptsEnabled(state);
        }

        @Override
        public String describe(int result) {
            return (enable ? "irq+" : "irq-") + (enable == (result != 0) ? " (already)" : "");
        }
    }

    /** {@code iret} to a context that had interrupts enabled. */
    record ReturnFromInterrupt(Cpu target) implements Operation {
        @Override
        public int apply(State state, int cpu, int choice) {
            target.setInterruptFlag(state, true);
            return 0;
        }

        @Override
        public boolean isExclusive(State state, int cpu) {
            return true;
        }

        @Override
        public String describe(int result) {
            return "returns from the interrupt";
        }
    }

    /** Makes a vector pending on the CPUs of a mask. */
    record SendIpi(int mask, Vector vector) implements Operation {
        @Override
        public int apply(State state, int cpu, int choice) {
            Machine machine = vector.handler().machine();
            for (int target = 0; target < machine.cpuCount(); target++) {
                if ((mask >>> target & 1) != 0) {
                    machine.cpu(target).requestInterrupt(state, vector);
                }
            }
            return 0;
        }

        @Override
        public String describe(int result) {
            return "IPI: " + vector + " to " + Machine.formatCpus(mask);
        }
    }

    /** Falls asleep, unless an interrupt is pending; the result tells whether it did. */
    record EnterSleep(Cpu target, SleepState sleep) implements Operation {
        @Override
        public int apply(State state, int cpu, int choice) {
            if (sleep.interruptsEnabled()) {
                target.setInterruptFlag(state, true);
            }
            if (target.interruptRequests(state) != 0) {
                return 0;
            }
            target.setSleepState(state, sleep);
            return 1;
        }

        @Override
        public String describe(int result) {
            return result != 0 ? "falls asleep in " + sleep : "does not sleep: an interrupt is pending";
        }
    }

    /** The end of a sleep: by a pending interrupt where it breaks the sleep untaken, or by one that was taken. */
    record WaitForBreak(Cpu target) implements Operation {
        @Override
        public boolean enabled(State state, int cpu) {
            return !target.isAsleep(state) || target.interruptRequests(state) != 0 && !target.interruptsEnabled(state);
        }

        @Override
        public int apply(State state, int cpu, int choice) {
            target.setSleepState(state, SleepState.AWAKE);
            return 0;
        }

        @Override
        public String describe(int result) {
            return "goes on after the sleep";
        }
    }

    /** Stores an instant worked out from the clock. */
    record StoreTime(TimeCell cell, Instant instant) implements Operation {
        @Override
        public int apply(State state, int cpu, int choice) {
            cell.writeTime(state, cpu, instant.encoded(cell.machine().clock()));
            return 0;
        }

        @Override
        public boolean isExclusive(State state, int cpu) {
            return instant.base() != Instant.Base.NOW && cell.isExclusive(state, cpu);
        }

        @Override
        public String describe(int result) {
            return (cell.isDevice() ? "IO: " : "W: ") + cell.name() + " = " + instant;
        }
    }

    /** Copies a time, with ticks added; one load or one store where the other side is a local variable. */
    record LoadTime(TimeCell cell, TimeCell source, int delta) implements Operation {
        @Override
        public int apply(State state, int cpu, int choice) {
            int time = cell.machine().clock().plus(source.read(state, cpu), delta);
            cell.writeTime(state, cpu, time);
            return 0;
        }

        @Override
        public boolean isExclusive(State state, int cpu) {
            return cell.isExclusive(state, cpu) && source.isExclusive(state, cpu);
        }

        @Override
        public String describe(int result) {
            String sum = source.name() + (delta == 0 ? "" : " + " + delta);
            return (cell.isDevice() ? "IO: " : "W: ") + cell.name() + " = " + sum;
        }
    }

    /** Compares two times; the result is 0, 1 or 2 for before, equal, after. */
    record CompareTime(TimeCell left, TimeCell right) implements Operation {
        @Override
        public int apply(State state, int cpu, int choice) {
            return 1 + Integer.signum(left.read(state, cpu) - right.read(state, cpu));
        }

        @Override
        public boolean isExclusive(State state, int cpu) {
            return left.isExclusive(state, cpu) && right.isExclusive(state, cpu);
        }

        @Override
        public String describe(int result) {
            return "R: " + left.name() + (result == 0 ? " < " : result == 1 ? " = " : " > ") + right.name();
        }
    }

    /** Compares a time with a special one. */
    record IsTime(TimeCell cell, int special) implements Operation {
        @Override
        public int apply(State state, int cpu, int choice) {
            return cell.read(state, cpu) == special ? 1 : 0;
        }

        @Override
        public boolean isExclusive(State state, int cpu) {
            return cell.isExclusive(state, cpu);
        }

        @Override
        public String describe(int result) {
            return "R: " + cell.name() + (result != 0 ? " is " : " is not ") + cell.format(special);
        }
    }

    /** The distance of a time from now, in ticks; the clock is read in the same step. */
    record TimeSinceNow(TimeCell cell) implements Operation {
        @Override
        public int apply(State state, int cpu, int choice) {
            Clock clock = cell.machine().clock();
            int time = cell.read(state, cpu);
            if (time == Clock.ZERO) {
                return Integer.MIN_VALUE;
            }
            return time == clock.never() ? Integer.MAX_VALUE : time - clock.now();
        }

        @Override
        public String describe(int result) {
            return switch (result) {
                case Integer.MIN_VALUE -> "NOW(): " + cell.name() + " is 0 (none)";
                case Integer.MAX_VALUE -> "NOW(): " + cell.name() + " is STIME_MAX";
                default ->
                    "NOW(): " + cell.name() + " is now" + (result == 0 ? "" : result > 0 ? "+" + result : "" + result);
            };
        }
    }

    /** The distance of two times, in ticks. */
    record TimeBetween(TimeCell cell, TimeCell other) implements Operation {
        @Override
        public int apply(State state, int cpu, int choice) {
            int time = cell.read(state, cpu);
            int from = other.read(state, cpu);
            if (time == Clock.ZERO) {
                return Integer.MIN_VALUE;
            }
            return time == cell.machine().clock().never() ? Integer.MAX_VALUE : time - from;
        }

        @Override
        public boolean isExclusive(State state, int cpu) {
            return cell.isExclusive(state, cpu) && other.isExclusive(state, cpu);
        }

        @Override
        public String describe(int result) {
            return switch (result) {
                case Integer.MIN_VALUE -> "R: " + cell.name() + " is 0 (none)";
                case Integer.MAX_VALUE -> "R: " + cell.name() + " is STIME_MAX";
                default -> "R: " + cell.name() + " - " + other.name() + " is " + result;
            };
        }
    }

    /** A choice that the machine leaves open. */
    record Choose(String what, int choices) implements Operation {
        @Override
        public int apply(State state, int cpu, int choice) {
            return choice;
        }

        @Override
        public String describe(int result) {
            return "choice of " + what + ": " + result;
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
