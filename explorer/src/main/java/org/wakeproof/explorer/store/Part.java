// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.store;

import org.jspecify.annotations.Nullable;

/**
 * Some consecutive words of states, by number: those that hold the same have the same number. One or two words are
 * numbered as they are; more of them are two parts, and the pair of their numbers is numbered.
 */
final class Part {
    private final int from;
    private final boolean isPairOfWords;
    /** Null where there are at most two words, as is the other one. */
    private final @Nullable Part left;

    private final Part right;
    private final Numbering numbering;

    /**
     * The words in a range.
     *
     * @param to behind the last one
     */
    Part(int from, int to, int initialSlots) {
        this.from = from;
        int words = to - from;
        this.isPairOfWords = words == 2;
        int middle = from + (words + 1) / 2;
        this.left = words > 2 ? new Part(from, middle, initialSlots) : null;
        this.right = words > 2 ? new Part(middle, to, initialSlots) : null;
        this.numbering = new Numbering(isPairOfWords ? 2 : 1, initialSlots);
    }

    /** Copies the words that have a number. */
    void read(int number, long[] target) {
        long first = numbering.first(number);
        if (left != null) {
            left.read((int) (first >>> 32), target);
            right.read((int) first, target);
            return;
        }
        target[from] = first;
        if (isPairOfWords) {
            target[from + 1] = numbering.second(number);
        }
    }

    long bytes() {
        return numbering.bytes() + (left == null ? 0 : left.bytes() + right.bytes());
    }

    /** What is taken besides while it grows, as far as it is crowded. */
    long bytesOfGrowth() {
        return (numbering.isCrowded() ? numbering.bytesOfGrowth() : 0)
                + (left == null ? 0 : left.bytesOfGrowth() + right.bytesOfGrowth());
    }

    boolean isCrowded() {
        return numbering.isCrowded() || left != null && (left.isCrowded() || right.isCrowded());
    }

    /** Makes room where it is crowded; whether there is room everywhere now. */
    boolean grow() {
        return (!numbering.isCrowded() || numbering.grow()) && (left == null || left.grow() && right.grow());
    }

    Writer writer() {
        return new Writer();
    }

    /** One thread's way to numbers. */
    final class Writer {
        private final Writer ofLeft = left == null ? null : left.writer();
        private final Writer ofRight = right == null ? null : right.writer();
        private final Numbering.Writer numbers = numbering.writer();
        private final long[] firsts = new long[StateStore.MAX_AHEAD];
        private final long[] seconds = new long[StateStore.MAX_AHEAD];
        private final int[] numbersOfLeft = new int[StateStore.MAX_AHEAD];
        private final int[] numbersOfRight = new int[StateStore.MAX_AHEAD];

        /** The numbers of what states hold there, given now where there is none. */
        void number(long[][] states, int count, int[] given) {
            if (left != null) {
                ofLeft.number(states, count, numbersOfLeft);
                ofRight.number(states, count, numbersOfRight);
                for (int i = 0; i < count; i++) {
                    firsts[i] = (long) numbersOfLeft[i] << 32 | numbersOfRight[i];
                }
            } else {
                for (int i = 0; i < count; i++) {
                    firsts[i] = states[i][from];
                }
            }
            if (isPairOfWords) {
                for (int i = 0; i < count; i++) {
                    seconds[i] = states[i][from + 1];
                }
            }
            numbers.number(firsts, seconds, count, given);
        }
    }
}
