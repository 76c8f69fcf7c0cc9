// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

/**
 * Who may touch a cell. The declaration is checked at every access, so a reduction may rely on it:
 * what passes the check cannot be touched by another CPU or a device meanwhile.
 */
public sealed interface Access {
    /** Tells whether {@code cpu} may change the cell in this state; nobody else may then. */
    boolean permits(State state, int cpu);

    /** Whether everybody may read it at any time. */
    default boolean isReadByAll() {
        return false;
    }

    /** Whether nobody else changes the cell while this state's rule holds for {@code cpu}. */
    default boolean isSteadyFor(State state, int cpu) {
        return permits(state, cpu);
    }

    /** What the rule asks for, as the end of a sentence. */
    String demand();

    /** Only one CPU, and no device, ever touches it. */
    record OwnedBy(int owner) implements Access {
        @Override
        public boolean permits(State state, int cpu) {
            return cpu == owner;
        }

        @Override
        public String demand() {
            return "only CPU" + owner + " may touch it";
        }
    }

    /** Only one CPU, and no device, ever changes it; all may read it. */
    record WrittenBy(int owner) implements Access {
        @Override
        public boolean permits(State state, int cpu) {
            return cpu == owner;
        }

        @Override
        public boolean isReadByAll() {
            return true;
        }

        @Override
        public String demand() {
            return "only CPU" + owner + " may change it";
        }
    }

    /** Nobody ever changes it; all may read it. */
    record ReadOnly() implements Access {
        @Override
        public boolean permits(State state, int cpu) {
            return false;
        }

        @Override
        public boolean isReadByAll() {
            return true;
        }

        @Override
        public boolean isSteadyFor(State state, int cpu) {
            return true;
        }

        @Override
        public String demand() {
            return "it is fixed in this system";
        }
    }

    /** Only the holder of a lock touches it. */
    record GuardedBy(SpinLock lock) implements Access {
        @Override
        public boolean permits(State state, int cpu) {
            return lock.isHeldBy(state, cpu);
        }

        @Override
        public String demand() {
            return "the holder of " + lock.name() + " may touch it";
        }
    }

    /** A rule for the holder of the lock that another cell selects, as {@code timers[t->cpu].lock}; a value beyond all CPUs selects none. */
    sealed interface Selected extends Access permits GuardedBySelected, WrittenUnderSelected {
        /** The cell that selects the lock; it may be the one that the rule is for. */
        Word selector();

        /** The locks, one of which is selected. */
        PerCpu<SpinLock> locks();

        @Override
        default boolean permits(State state, int cpu) {
            int selected = selector().view(state, cpu);
            return selected < locks().all().size() && locks().of(selected).isHeldBy(state, cpu);
        }

        /** A cell that selects its own lock keeps it: whoever changes it has to hold the lock. */
        @Override
        default boolean isSteadyFor(State state, int cpu) {
            return permits(state, cpu)
                    && (selector().access() == this || selector().reading(state, cpu) == Mover.BOTH);
        }
    }

    /** Only the holder of the lock that another cell selects touches it. */
    record GuardedBySelected(Word selector, PerCpu<SpinLock> locks) implements Selected {
        @Override
        public String demand() {
            return "the holder of the lock that " + selector.name() + " selects may touch it";
        }
    }

    /** Only the holder of a lock changes it; all may read it. */
    record WrittenUnder(SpinLock lock) implements Access {
        @Override
        public boolean permits(State state, int cpu) {
            return lock.isHeldBy(state, cpu);
        }

        @Override
        public boolean isReadByAll() {
            return true;
        }

        @Override
        public String demand() {
            return "the holder of " + lock.name() + " may change it";
        }
    }

    /** Only the holder of the lock that another cell selects changes it; all may read it. */
    record WrittenUnderSelected(Word selector, PerCpu<SpinLock> locks) implements Selected {
        @Override
        public boolean isReadByAll() {
            return true;
        }

        @Override
        public String demand() {
            return "the holder of the lock that " + selector.name() + " selects may change it";
        }
    }

    /** Only the CPU whose own word holds a value touches it, as the registers of the vCPU that a CPU runs. */
    record OwnedByRunner(PerCpu<Word> running, int value) implements Access {
        @Override
        public boolean permits(State state, int cpu) {
            for (int each = 0; each < running.all().size(); each++) {
                Word runner = running.of(each);
                boolean runs = (each == cpu ? runner.view(state, cpu) : state.get(runner.field())) == value;
                if (runs != (each == cpu)) {
                    return false;
                }
            }
            return true;
        }

        /** Another CPU may come to run it at any moment; it is then that only one may. */
        @Override
        public boolean isSteadyFor(State state, int cpu) {
            return false;
        }

        @Override
        public String demand() {
            return "only one CPU may run it, and only that may touch it";
        }
    }
}
