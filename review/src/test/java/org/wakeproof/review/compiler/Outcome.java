// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.compiler;

import java.util.stream.IntStream;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.review.verdict.Review;

/**
 * What the compiled handler does.
 *
 * @param sleeps for each word of pending softirqs from 0 on, 1 if it sleeps, else 0; another text where what it does is undefined
 */
record Outcome(String sleeps) {
    /** Undefined behaviour, or no end. */
    static final String UNDEFINED = "undefined";
    /** No C. */
    static final String REFUSED = "refused";

    private static final int SOFTIRQS = 11;

    /** What that says of wake-ups. */
    enum Kind {
        /** It sleeps with one softirq pending. */
        LOSES,
        /** It sleeps where none is pending, and only there. */
        RIGHT,
        NEVER_SLEEPS,
        /** It sleeps with some set of softirqs pending, and nobody knows whether that comes about. */
        OPEN,
        UNDEFINED,
        /** It is no C, which is a fault of the grammar. */
        REFUSED
    }

    Kind kind() {
        if (sleeps.equals(REFUSED)) {
            return Kind.REFUSED;
        }
        if (!sleeps.matches("[01]+")) {
            return Kind.UNDEFINED;
        }
        if (IntStream.range(0, SOFTIRQS).anyMatch(bit -> sleeps.charAt(1 << bit) == '1')) {
            return Kind.LOSES;
        }
        if (sleeps.indexOf('1') < 0) {
            return Kind.NEVER_SLEEPS;
        }
        return sleeps.lastIndexOf('1') == 0 ? Kind.RIGHT : Kind.OPEN;
    }

    /** Whether it is known what it does. */
    boolean isJudged() {
        return kind() != Kind.UNDEFINED && kind() != Kind.REFUSED;
    }

    /**
     * Whether a verdict contradicts it. One that rests on conditions that nobody knows may be HOLDS where the handler never sleeps:
     * there are ways for it to.
     */
    boolean contradicts(Review review) {
        return switch (kind()) {
            case LOSES -> review.verdict() == Verdict.HOLDS;
            case NEVER_SLEEPS ->
                review.verdict() == Verdict.HOLDS
                        && review.assumptions().freeConditions().isEmpty();
            case RIGHT -> review.verdict() == Verdict.VIOLATED;
            case OPEN, UNDEFINED, REFUSED -> false;
        };
    }

    /** Whether nothing is said of it, though it is right. */
    boolean isRightAndNotFollowed(Review review) {
        return kind() == Kind.RIGHT && review.verdict() == Verdict.INCOMPLETE;
    }
}
