// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of memory as people type them. */
final class MemorySize {
    private static final Pattern FORM = Pattern.compile("(\\d{1,15})([mg]?)(i?b)?");

    private MemorySize() {}

    /**
     * Parses 512 or 512m, which are MiB, or 4g, which are GiB; in bytes.
     *
     * @throws IllegalArgumentException for anything else, less than 1 MiB, or more than can be counted
     */
    static long parse(String option, String given) {
        Matcher matcher = FORM.matcher(given.toLowerCase(Locale.ROOT));
        if (matcher.matches() && (matcher.group(3) == null || !matcher.group(2).isEmpty())) {
            int shift = matcher.group(2).equals("g") ? 30 : 20;
            long amount = Long.parseLong(matcher.group(1));
            if (amount > 0 && amount <= Long.MAX_VALUE >> shift) {
                return amount << shift;
            }
        }
        throw new IllegalArgumentException(option + " takes MiB, 1 at least, or 512m or 4g, not '" + given + "'");
    }
}
