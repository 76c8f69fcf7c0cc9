// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

/** Operations on spinlocks. */
public sealed interface LockOperation extends Operation {
    /** The lock. */
    SpinLock lock();

    @Override
    default boolean mayChange(Field field) {
        return field == lock().field();
    }

    /** Takes a lock; waits while it is held. */
    record Acquire(SpinLock lock) implements LockOperation {
        /** Where it may not be touched at all, it need not be free: to ask for it breaks the rule. */
        @Override
        public boolean enabled(State state, int cpu) {
            return lock.isDrained(state, cpu)
                    && (state.get(lock.field()) == 0 || lock.isHeldBy(state, cpu) || !lock.isReadableBy(state, cpu));
        }

        @Override
        public String awaited() {
            return lock.name();
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
        public Mover mover(State state, int cpu) {
            return lock.isExclusive(state, cpu) ? Mover.BOTH : lock.isTried() ? Mover.NEITHER : Mover.RIGHT;
        }

        @Override
        public String describe(int result) {
            return "L+ " + lock.name();
        }
    }

    /** Takes a lock if it is free. */
    record TryAcquire(SpinLock lock) implements LockOperation {
        @Override
        public boolean enabled(State state, int cpu) {
            return lock.isDrained(state, cpu);
        }

        @Override
        public int apply(State state, int cpu, int choice) {
            if (lock.read(state, cpu) != 0) {
                return 0;
            }
            lock.write(state, cpu, cpu + 1);
            return 1;
        }

        @Override
        public Mover mover(State state, int cpu) {
            return lock.writing(state, cpu);
        }

        @Override
        public boolean isTest() {
            return true;
        }

        @Override
        public String describe(int result) {
            return (result != 0 ? "L+ " : "finds taken ") + lock.name();
        }
    }

    /** Releases a lock by a plain store. */
    record Release(SpinLock lock) implements LockOperation {
        @Override
        public boolean enabled(State state, int cpu) {
            return lock.hasRoomFor(state, cpu);
        }

        @Override
        public int apply(State state, int cpu, int choice) {
            if (!lock.isHeldBy(state, cpu)) {
                throw new Violation(
                        Violation.LOCKING, "CPU" + cpu + " releases " + lock.name() + ", which it does not hold");
            }
            lock.writePlainly(state, cpu, 0);
            return 0;
        }

        @Override
        public Mover mover(State state, int cpu) {
            return lock.isExclusive(state, cpu) ? Mover.BOTH : lock.isTried() ? Mover.NEITHER : Mover.LEFT;
        }

        @Override
        public String describe(int result) {
            return "L- " + lock.name();
        }

        @Override
        public String describe(int result, State after, int cpu) {
            return describe(result) + lock.delayed();
        }
    }
}
