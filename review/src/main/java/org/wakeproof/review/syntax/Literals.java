// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as C writes them. */
public final class Literals {
    private static final int ASCII = 128;
    private static final int LONGEST_STRING = 32;
    private static final Pattern CHARACTER = Pattern.compile("\\\\[0-7]{1,3}|\\\\x[0-9a-fA-F]{1,2}|\\\\.|[^\\\\\"]");
    private static final String ESCAPES = "abfnrtve\\'\"?";
    private static final String ESCAPED = "\007\b\f\n\r\t\013\033\\'\"?";

    private Literals() {}

    /** The value of an integer or character literal; empty if it is none, or does not fit in 64 bits. */
    public static OptionalLong number(String text) {
        String signed = text.strip();
        if (signed.matches("(?s)[-+][0-9].*")) {
            OptionalLong magnitude = number(signed.substring(1));
            return magnitude.isPresent() && signed.startsWith("-")
                    ? OptionalLong.of(-magnitude.getAsLong())
                    : magnitude;
        }
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
            if (digits.matches("[0-9]+")) {
                return OptionalLong.of(Long.parseLong(digits));
            }
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
        return text.length() > 2 && text.startsWith("'") && text.endsWith("'")
                ? character(text.substring(1, text.length() - 1))
                : OptionalLong.empty();
    }

    /** The characters of a string, with the 0 behind them; empty if it is a long one, or is not understood. */
    public static List<Long> string(String text) {
        List<Long> characters = new ArrayList<>();
        Matcher each = CHARACTER.matcher(text);
        int at = 1;
        while (at < text.length() - 1 && each.find(at) && each.start() == at) {
            OptionalLong number = character(each.group());
            if (number.isEmpty()) {
                return List.of();
            }
            characters.add(number.getAsLong());
            at = each.end();
        }
        characters.add(0L);
        boolean isWhole = text.startsWith("\"") && text.endsWith("\"") && at == text.length() - 1;
        return isWhole && characters.size() <= LONGEST_STRING ? List.copyOf(characters) : List.of();
    }

    /** A char has a sign, also one that is written as a number. */
    private static OptionalLong character(String text) {
        if (text.length() == 1) {
            return text.charAt(0) < ASCII ? OptionalLong.of(text.charAt(0)) : OptionalLong.empty();
        }
        if (text.matches("\\\\[0-7]{1,3}")) {
            return OptionalLong.of((byte) Integer.parseInt(text.substring(1), 8));
        }
        if (text.matches("\\\\x[0-9a-fA-F]{1,2}")) {
            return OptionalLong.of((byte) Integer.parseInt(text.substring(2), 16));
        }
        int named = text.length() == 2 && text.charAt(0) == '\\' ? ESCAPES.indexOf(text.charAt(1)) : -1;
        return named < 0 ? OptionalLong.empty() : OptionalLong.of(ESCAPED.charAt(named));
    }
}
