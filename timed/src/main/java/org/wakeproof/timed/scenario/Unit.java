// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import java.util.Locale;
import java.util.Map;

/** What a parameter's number counts, and how it is written. */
public enum Unit {
    /** In nanoseconds; written as 200us, 10ms, 1s. */
    DURATION(Map.of("ns", 1.0, "us", 1e3, "ms", 1e6, "s", 1e9)),
    /** In events a second; written as 3Hz, 1MHz, 2.4GHz. */
    RATE(Map.of("Hz", 1.0, "kHz", 1e3, "MHz", 1e6, "GHz", 1e9)),
    /** In watts; written as 12W. */
    POWER(Map.of("W", 1.0)),
    /** A part of all, from 0 to 1; written as 20%. */
    SHARE(Map.of("%", 0.01)),
    /** A whole number. */
    COUNT(Map.of("", 1.0)),
    /** How many times as much. */
    FACTOR(Map.of("", 1.0)),
    /** One of some words, as its position among them. */
    WORD(Map.of());

    private final Map<String, Double> suffixes;

    Unit(Map<String, Double> suffixes) {
        this.suffixes = suffixes;
    }

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException if it is none of this unit
     */
    public double parse(String text) {
        int end = text.length();
        while (end > 0 && (Character.isLetter(text.charAt(end - 1)) || text.charAt(end - 1) == '%')) {
            end--;
        }
        Double factor = suffixes.get(text.substring(end));
        try {
            double value = Double.parseDouble(text.substring(0, end)) * (factor == null ? Double.NaN : factor);
            if (Double.isFinite(value) && (this != COUNT || value == Math.rint(value))) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Refused below, like a unit that is none.
        }
        throw new IllegalArgumentException(example());
    }

    private String example() {
        return switch (this) {
            case DURATION -> "a duration like 10ms or 50us";
            case RATE -> "a rate like 3Hz";
            case POWER -> "a power like 12W";
            case SHARE -> "a share like 20%";
            case COUNT -> "a whole number";
            case FACTOR -> "a number like 1.5";
            case WORD -> "a word";
        };
    }

    /** Writes a value as it is read. */
    public String format(double value) {
        return switch (this) {
            case DURATION -> duration(value);
            case RATE -> rate(value);
            case POWER -> number(value) + "W";
            case SHARE -> number(100 * value) + "%";
            case COUNT, FACTOR, WORD -> number(value);
        };
    }

    private static String duration(double nanoseconds) {
        if (nanoseconds >= 1e9) {
            return number(nanoseconds / 1e9) + "s";
        }
        if (nanoseconds >= 1e6) {
            return number(nanoseconds / 1e6) + "ms";
        }
        return nanoseconds >= 1e3 ? number(nanoseconds / 1e3) + "us" : number(nanoseconds) + "ns";
    }

    private static String rate(double hertz) {
        if (hertz >= 1e9) {
            return number(hertz / 1e9) + "GHz";
        }
        return hertz >= 1e6 ? number(hertz / 1e6) + "MHz" : number(hertz) + "Hz";
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.4g", value)
                        .replaceAll("0+$", "")
                        .replaceAll("\\.$", "");
    }
}
