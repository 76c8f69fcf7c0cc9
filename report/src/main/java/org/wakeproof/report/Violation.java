// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report;

import java.util.Optional;
import org.wakeproof.explorer.Result;

/**
 * Says of a property that it is violated, so that nobody reads the opposite: names of properties say what is to be, as
 * <i>no lost wake-up of CPU1</i>, so they are quoted, and the verb is behind them.
 */
public final class Violation {
    private Violation() {}

    /** Which property is violated, for where there is no room for more. */
    public static String of(String property) {
        return "'" + property + "' is violated";
    }

    /**
     * Which property is violated, and how.
     *
     * @param how in words
     */
    public static String of(String property, String how) {
        return of(property) + ": " + how;
    }

    /** What is violated in a result, and how; empty if nothing is. */
    public static Optional<String> of(Result result) {
        return result.property().map(property -> of(property, result.explanation()));
    }

    /** What is violated in a result, and how, or which limit ended the search; empty where all holds. */
    public static String orLimit(Result result) {
        return of(result).orElse(result.explanation());
    }
}
