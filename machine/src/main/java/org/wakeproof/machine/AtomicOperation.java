// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

/** Locked operations on words, each of which is also a full fence (but see {@link SetBitBeside}). */
public sealed interface AtomicOperation extends Operation {
    /** The word that it changes. */
    Word cell();

    @Override
    default boolean enabled(State state, int cpu) {
        return cell().isDrained(state, cpu);
    }

    @Override
    default boolean mayChange(Field field) {
        return field == cell().field();
    }

    /** Locked read-modify-write. */
    record AtomicUpdate(Word cell, Kind kind, int operand) implements AtomicOperation {
        /** What is done to the word. */
        public enum Kind {
            TEST_AND_SET_BIT,
            TEST_AND_CLEAR_BIT,
            SET_BIT,
            CLEAR_BIT,
            /** The result is the sum. */
            ADD;

            private boolean sets() {
                return this == TEST_AND_SET_BIT || this == SET_BIT;
            }

            private boolean tests() {
                return this == TEST_AND_SET_BIT || this == TEST_AND_CLEAR_BIT;
            }
        }

        @Override
        public int apply(State state, int cpu, int choice) {
            int old = cell.read(state, cpu);
            int bit = 1 << operand;
            int value = kind == Kind.ADD ? sum(old) : kind.sets() ? old | bit : old & ~bit;
            cell.write(state, cpu, value);
            return kind == Kind.ADD ? value : kind.tests() ? old >>> operand & 1 : 0;
        }

        @Override
        public Mover mover(State state, int cpu) {
            return cell.writing(state, cpu);
        }

        @Override
        public boolean isTest() {
            return kind.tests();
        }

        @Override
        public String describe(int result) {
            if (kind == Kind.ADD) {
                return "A: " + cell.name() + " += " + operand + ", now " + cell.format(result);
            }
            String before = !kind.tests()
                    ? ""
                    : kind.sets() ? result != 0 ? ", already set" : "" : result != 0 ? ", was set" : ", was clear";
            return (kind.sets() ? "A: set " : "A: clear ") + bit() + before;
        }

        private int sum(int old) {
            if (cell.isWrapping()) {
                return Math.floorMod(old + operand, cell.max() + 1);
            }
            return cell.isSaturating() ? Math.max(0, old + operand) : old + operand;
        }

        private String bit() {
            return cell.format(1 << operand) + " in " + cell.name();
        }
    }

    /**
     * Locked compare-and-exchange that covers two neighbouring words, repeated until it succeeds: sets a bit of the one
     * and sees the other in the same step. The result is whether the bit was set before, and above that the other word.
     *
     * <p>Where the bit is set already, there is nothing to exchange: that is a plain load, and no fence.
     */
    record SetBitBeside(Word cell, int bit, Word neighbour) implements AtomicOperation {
        @Override
        public boolean enabled(State state, int cpu) {
            return AtomicOperation.super.enabled(state, cpu)
                    || cell.isLoadable(state, cpu) && isSet(cell.view(state, cpu));
        }

        private boolean isSet(int value) {
            return (value >>> bit & 1) != 0;
        }

        @Override
        public int apply(State state, int cpu, int choice) {
            int old = cell.read(state, cpu);
            if (!isSet(old)) {
                cell.write(state, cpu, old | 1 << bit);
            }
            return old >>> bit & 1 | neighbour.read(state, cpu) << 1;
        }

        @Override
        public boolean isTest() {
            return true;
        }

        @Override
        public String describe(int result) {
            return "A: set " + cell.format(1 << bit) + " in " + cell.name()
                    + ((result & 1) != 0 ? ", already set (a plain load), beside " : ", was clear, beside ")
                    + neighbour.name() + " = "
                    + neighbour.format(result >>> 1);
        }
    }

    /** Locked compare-and-exchange; the result is what the word held. */
    record CompareExchange(Word cell, int expected, int value) implements AtomicOperation {
        @Override
        public int apply(State state, int cpu, int choice) {
            int old = cell.read(state, cpu);
            if (old == expected) {
                cell.write(state, cpu, value);
            }
            return old;
        }

        @Override
        public Mover mover(State state, int cpu) {
            return cell.writing(state, cpu);
        }

        @Override
        public String describe(int result) {
            return result == expected
                    ? "A: " + cell.name() + " from " + cell.format(expected) + " to " + cell.format(value)
                    : "A: leaves " + cell.name() + ", which is " + cell.format(result) + " by now";
        }
    }
}
