// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

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
