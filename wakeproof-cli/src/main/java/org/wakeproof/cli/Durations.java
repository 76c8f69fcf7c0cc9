// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Times as people type them. */
final class Durations {
    private Durations() {}

    /**
     * Parses 90, 90s, 5m or 2h.
     *
     * @throws IllegalArgumentException for anything else, or less than a second
     */
    static Duration parse(String option, String given) {
        String iso = "PT" + given.toUpperCase(Locale.ROOT) + (given.matches("\\d+") ? "S" : "");
        try {
            Duration time = Duration.parse(iso);
            if (time.compareTo(Duration.ofSeconds(1)) >= 0) {
                return time;
            }
        } catch (DateTimeParseException e) {
            // Told below.
        }
        throw new IllegalArgumentException(
                option + " takes a time of at least a second, as 90, 90s, 5m or 2h, not '" + given + "'");
    }
}
