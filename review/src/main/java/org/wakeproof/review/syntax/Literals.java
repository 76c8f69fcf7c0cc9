// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.syntax;

import java.util.Locale;
import java.util.OptionalLong;

/** Numbers as C writes them. */
public final class Literals {
    private Literals() {}

    /** The value of an integer or character literal; empty if it is none, or does not fit in 64 bits. */
    public static OptionalLong number(String text) {
        String digits = text.strip().toLowerCase(Locale.ROOT).replaceAll("(ull|llu|ul|lu|ll|u|l)$", "");
        try {
            if (digits.startsWith("0x")) {
                return OptionalLong.of(Long.parseUnsignedLong(digits.substring(2), 16));
            }
            if (digits.startsWith("0b")) {
                return OptionalLong.of(Long.parseUnsignedLong(digits.substring(2), 2));
            }
            if (digits.matches("0[0-7]+")) {
                return OptionalLong.of(Long.parseUnsignedLong(digits, 8));
            }
            if (digits.matches("-?[0-9]+")) {
                return OptionalLong.of(Long.parseLong(digits));
            }
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
        return text.matches("'[^'\\\\]'") ? OptionalLong.of(text.charAt(1)) : OptionalLong.empty();
    }
}
