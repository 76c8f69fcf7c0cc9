// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Times as people type them. */
final class Durations {
    /** Longer than any search, and short enough to be counted in nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Durations() {}

    /**
     * Parses 90, 90s, 5m or 2h.
     *
     * @throws IllegalArgumentException for anything else, less than a second or more than a hundred years
     */
    static Duration parse(String option, String given) {
        return parse(option, given, Duration.ofSeconds(1), "a second, as 90, 90s, 5m or 2h");
    }

    /**
     * Parses 0.05, 90, 90s, 5m or 2h.
     *
     * @throws IllegalArgumentException for anything else, less than a millisecond or more than a hundred years
     */
    static Duration parseShort(String option, String given) {
        return parse(option, given, Duration.ofMillis(1), "a millisecond, as 0.05, 90, 90s, 5m or 2h");
    }

    private static IllegalArgumentException tooLong(String option, String given) {
        return new IllegalArgumentException(option + " takes a hundred years at most, not '" + given + "'");
    }

    private static Duration parse(String option, String given, Duration least, String what) {
        String iso = "PT" + given.toUpperCase(Locale.ROOT) + (given.matches("[\\d.]+") ? "S" : "");
        try {
            Duration time = Duration.parse(iso);
            if (time.compareTo(LONGEST) > 0) {
                throw tooLong(option, given);
            }
            if (time.compareTo(least) >= 0) {
                return time;
            }
        } catch (DateTimeParseException e) {
            if (given.matches("\\d+[smh]?")) {
                throw tooLong(option, given);
            }
        } catch (ArithmeticException e) {
            throw tooLong(option, given);
        }
        throw new IllegalArgumentException(option + " takes a time of at least " + what + ", not '" + given + "'");
    }
}
