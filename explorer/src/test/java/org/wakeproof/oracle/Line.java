// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.oracle;

/**
 * A line of a body: an operation, and how many of the next lines are left out if its result is the expected one.
 *
 * @param at the word or time that it is about, or null
 * @param other a second one, or null
 */
record Line(Op op, Ref at, Ref other, int a, int b, int expected, int skip) {
    /**
     * A word or a time, by its number.
     *
     * @param own whether the number of the executing CPU is added
     */
    record Ref(int number, boolean own) {
        int on(int cpu) {
            return own ? number + cpu : number;
        }

        @Override
        public String toString() {
            return own ? "own" + number : "#" + number;
        }
    }

    static Line of(Op op, int a, int b) {
        return new Line(op, null, null, a, b, 0, 0);
    }

    static Line of(Op op, int a) {
        return of(op, a, 0);
    }

    static Line of(Op op) {
        return of(op, 0, 0);
    }

    static Line on(Op op, Ref at, int a, int b) {
        return new Line(op, at, null, a, b, 0, 0);
    }

    static Line on(Op op, Ref at, int a) {
        return on(op, at, a, 0);
    }

    static Line on(Op op, Ref at) {
        return on(op, at, 0, 0);
    }

    static Line both(Op op, Ref at, Ref other, int a) {
        return new Line(op, at, other, a, 0, 0, 0);
    }

    /** The same, and if the result is the expected one the next lines are left out. */
    Line skipping(int lines, int ifResult) {
        return new Line(op, at, other, a, b, ifResult, lines);
    }

    @Override
    public String toString() {
        String text = op + (at == null ? "" : " " + at) + (other == null ? "" : " " + other) + " " + a
                + (b == 0 ? "" : " " + b);
        return skip == 0 ? text : text + "; if " + expected + " skip " + skip;
    }
}
