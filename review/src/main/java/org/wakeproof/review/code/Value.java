// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

/** What is known of a value: its number, or that it is not zero, or nothing. */
public record Value(Kind kind, long number) {
    /** How much is known. */
    public enum Kind {
        NUMBER,
        NOT_ZERO,
        UNKNOWN
    }

    /** Nothing is known. */
    public static final Value UNKNOWN = new Value(Kind.UNKNOWN, 0);
    /** A pointer, or what was found to be true. */
    public static final Value NOT_ZERO = new Value(Kind.NOT_ZERO, 0);

    /** A number. */
    public static Value of(long number) {
        return new Value(Kind.NUMBER, number);
    }

    static Value of(boolean truth) {
        return of(truth ? 1 : 0);
    }

    /** Whether it is a number. */
    public boolean isNumber() {
        return kind == Kind.NUMBER;
    }

    /** Whether nothing is known. */
    public boolean isUnknown() {
        return kind == Kind.UNKNOWN;
    }

    /** Whether it is known to count as true. */
    public boolean isTrue() {
        return kind == Kind.NOT_ZERO || isNumber() && number != 0;
    }

    /** Whether it is known to be 0. */
    public boolean isZero() {
        return isNumber() && number == 0;
    }
}
