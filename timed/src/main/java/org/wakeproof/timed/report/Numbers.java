// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.report;

import java.util.Locale;

/** Numbers for people. */
final class Numbers {
    private Numbers() {}

    /** Three digits and a bit, without an exponent. */
    static String plain(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e12) {
            return Long.toString((long) value);
        }
        double size = Math.abs(value);
        int decimals = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 0.01 ? 3 : 5;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** As short as at an axis: 2.5 M. */
    static String brief(double value) {
        if (Math.abs(value) >= 1e6) {
            return trimmed(value / 1e6) + " M";
        }
        return Math.abs(value) >= 1e4 ? trimmed(value / 1e3) + " K" : trimmed(value);
    }

    private static String trimmed(double value) {
        return String.format(Locale.ROOT, "%.3f", value).replaceAll("\\.?0+$", "");
    }

    /** A table's entry. */
    static String of(Object value) {
        return value instanceof Number number ? plain(number.doubleValue()) : value.toString();
    }

    /** A figure's name with its unit. */
    static String named(String name, String unit) {
        return unit.isEmpty() ? name : name + ", " + unit;
    }
}
