// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.util.List;
import org.wakeproof.explorer.Verdict;

/** How the program ends, for scripts; docs/exit-statuses.md says what each means for each command. */
enum ExitStatus {
    /** What was asked for was done, and nothing was violated. */
    HOLDS(0),
    /** A property is violated; nothing else ends like this. */
    VIOLATED(1),
    /** Nothing was done, as what was typed is wrong. */
    WRONG_USAGE(2),
    /** A limit, a signal or memory ended it before the end, or something was not understood. */
    INCOMPLETE(3),
    /** A defect of Wakeproof or of its surroundings. */
    FAILED(4),
    /** Java PathFinder is not here. */
    NO_PATH_FINDER(5),
    /** What a recorded trace shows does not happen any more. */
    GONE(6),
    /** A verdict is another one than the catalogue's, or than that of the other engine. */
    NOT_AS_EXPECTED(7),
    /** Nothing is violated, but an output that was asked for could not be made of that. */
    NOT_MADE(8);

    private static final List<ExitStatus> GRAVEST_FIRST =
            List.of(WRONG_USAGE, FAILED, VIOLATED, NOT_AS_EXPECTED, GONE, INCOMPLETE, NO_PATH_FINDER, NOT_MADE, HOLDS);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    static ExitStatus of(Verdict verdict) {
        return switch (verdict) {
            case HOLDS -> HOLDS;
            case VIOLATED -> VIOLATED;
            case INCOMPLETE -> INCOMPLETE;
        };
    }

    /** That with this number. */
    static ExitStatus of(int code) {
        for (ExitStatus status : values()) {
            if (status.code == code) {
                return status;
            }
        }
        throw new IllegalArgumentException("no exit status " + code);
    }

    /** The graver of two, in the order of docs/exit-statuses.md; wrong usage is what a whole script has to know first. */
    ExitStatus or(ExitStatus other) {
        return GRAVEST_FIRST.indexOf(this) <= GRAVEST_FIRST.indexOf(other) ? this : other;
    }

    /** The number that the shell gets. */
    int code() {
        return code;
    }

    /** In words, as {@code not as expected}. */
    @Override
    public String toString() {
        return name().replace('_', ' ');
    }
}
