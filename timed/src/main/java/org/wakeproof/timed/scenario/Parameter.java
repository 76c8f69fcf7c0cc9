// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import java.util.List;

/**
 * A number that a run depends on.
 *
 * @param name as it is set
 * @param unit what it counts
 * @param value the usual one
 * @param low the least that is taken
 * @param high the greatest that is taken
 * @param text what it is
 * @param source where its value and range come from
 * @param words what is written for 0, 1 and so on; empty for a number
 */
public record Parameter(
        String name, Unit unit, double value, double low, double high, String text, String source, List<String> words) {
    /** A number. */
    static Parameter number(String name, Unit unit, double value, double low, double high, String text, String source) {
        return new Parameter(name, unit, value, low, high, text, source, List.of());
    }

    /** One of some words, the first of which is usual. */
    static Parameter word(String name, List<String> words, String text, String source) {
        return new Parameter(name, Unit.WORD, 0, 0, words.size() - 1, text, source, words);
    }

    /** Its range as it is written. */
    public String range() {
        return words.isEmpty() ? unit.format(low) + ".." + unit.format(high) : String.join(", ", words);
    }

    /** Writes a value as it is read. */
    public String format(double given) {
        return words.isEmpty() ? unit.format(given) : words.get((int) given);
    }

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException in one line if it is none, or out of range
     */
    public double parse(String given) {
        if (!words.isEmpty()) {
            return position(given);
        }
        double read;
        try {
            read = unit.parse(given);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " takes " + e.getMessage() + ", not " + given, e);
        }
        if (read < low || read > high) {
            throw new IllegalArgumentException(name + " takes " + range() + ", not " + given);
        }
        return read;
    }

    private double position(String given) {
        int position = words.indexOf(given);
        if (position < 0) {
            throw new IllegalArgumentException(name + " is one of " + range() + ", not " + given);
        }
        return position;
    }
}
