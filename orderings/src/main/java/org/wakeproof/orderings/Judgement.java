// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.orderings;

import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Verdict;

/** What becomes of an ordering, the worst last. */
public enum Judgement {
    HOLDS,
    /** Nothing is lost on a system where it never sleeps at all. */
    NEVER_SLEEPS,
    INCOMPLETE,
    VIOLATED;

    private static final String VACUITY = "sometimes asleep";

    static Judgement of(Result result) {
        if (result.verdict() == Verdict.HOLDS) {
            return HOLDS;
        }
        if (result.verdict() == Verdict.INCOMPLETE) {
            return INCOMPLETE;
        }
        return result.property().filter(VACUITY::equals).isPresent() ? NEVER_SLEEPS : VIOLATED;
    }

    @Override
    public String toString() {
        return name().replace('_', ' ');
    }
}
