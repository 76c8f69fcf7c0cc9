// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a value.
 *
 * @param kind how much is known
 * @param number if it is one; of an address what is there, as {@link Layout} has it; else 0
 * @param target the place or function that it is the address of, or whose value it is; else empty
 */
public record Value(Kind kind, long number, String target) {

    /** How much is known. */
    public enum Kind {
        NUMBER,
        NOT_ZERO,
        /** The address of a place. */
        ADDRESS,
        /** The address of a function of the file. */
        FUNCTION,
        /** What another place held when it was copied, and holds still. */
        SAME_AS,
        UNKNOWN
    }

    /** Nothing is known. */
    public static final Value UNKNOWN = new Value(Kind.UNKNOWN, 0, "");

    /** A pointer, or what was found to be true. */
    public static final Value NOT_ZERO = new Value(Kind.NOT_ZERO, 0, "");

    /** A number. */
    public static Value of(long number) {
        return new Value(Kind.NUMBER, number, "");
    }

    static Value of(boolean truth) {
        return of(truth ? 1 : 0);
    }

    static Value address(String place) {
        return address(place, Layout.UNKNOWN);
    }

    static Value address(String place, long layout) {
        return new Value(Kind.ADDRESS, layout, place);
    }

    /** The same in a pointer to elements of so many bits, as {@link Layout} has it; null leaves it as it is. */
    public Value inPointer(@Nullable Integer element) {
        return kind == Kind.ADDRESS && element != null ? address(target, Layout.seenAs(number, element)) : this;
    }

    /** The address of a function. */
    static Value function(String name) {
        return new Value(Kind.FUNCTION, 0, name);
    }

    /** A copy of a place. */
    public static Value sameAs(String place) {
        return new Value(Kind.SAME_AS, 0, place);
    }

    /** As a record's, but quicker: analysis looks up places by what is known there. */
    @Override
    public int hashCode() {
        return 31 * (31 * kind.ordinal() + Long.hashCode(number)) + target.hashCode();
    }

    /** Whether it is a number. */
    public boolean isNumber() {
        return kind == Kind.NUMBER;
    }

    /** Whether nothing is known that could decide a condition. */
    public boolean isUnknown() {
        return kind == Kind.UNKNOWN || kind == Kind.SAME_AS;
    }

    /** Whether it is known to count as true. */
    public boolean isTrue() {
        return kind == Kind.NOT_ZERO || isAddress() || isNumber() && number != 0;
    }

    /** Whether it is known to be 0. */
    public boolean isZero() {
        return isNumber() && number == 0;
    }

    boolean isAddress() {
        return kind == Kind.ADDRESS || kind == Kind.FUNCTION;
    }

    /** The same in an integer type; null leaves it as it is. */
    public Value in(@Nullable CType type) {
        if (type == null || isAddress()) {
            return this;
        }
        if (isNumber()) {
            return of(type.convert(number));
        }
        if (type.isTruth()) {
            return isTrue() ? of(1) : kind == Kind.SAME_AS ? UNKNOWN : this;
        }
        // What is not zero may be so in a narrower type.
        return type.bits() < CType.INT.bits() ? UNKNOWN : this;
    }
}
