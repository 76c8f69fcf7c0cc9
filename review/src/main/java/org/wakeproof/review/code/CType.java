// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wakeproof.review.syntax.CFile;

/**
 * An integer type of C, as on 64-bit Xen.
 *
 * @param bits its width
 * @param isSigned whether it has negative values
 * @param isTruth whether it is {@code _Bool}, in which all but 0 is 1
 */
public record CType(int bits, boolean isSigned, boolean isTruth) {
    CType(int bits, boolean isSigned) {
        this(bits, isSigned, false);
    }

    /** {@code int}. */
    public static final CType INT = new CType(32, true);
    /** {@code unsigned int}, which a word of pending softirqs is (since March 2013; {@code unsigned long} before). */
    static final CType UNSIGNED_INT = new CType(32, false);
    /** {@code unsigned long}. */
    static final CType UNSIGNED_LONG = new CType(64, false);

    private static final long UNSIGNED_MAX = 0xffff_ffffL;

    private static final List<String> QUALIFIERS =
            List.of("const", "volatile", "register", "static", "extern", "inline", "_Atomic");

    /** Whether a type's text names a number, or may: only headers say which. */
    static boolean mayBeNumber(String text) {
        return !text.isBlank() && !text.matches("(?s).*\\b(struct|union|void|float|double|__auto_type)\\b.*");
    }

    /** The type that a declaration names; empty for structures and for names that only headers explain. */
    public static Optional<CType> named(String text) {
        int colon = text.indexOf(':');
        if (colon >= 0) {
            return named(text.substring(0, colon)).flatMap(type -> type.ofBits(text.substring(colon + 1)));
        }
        List<String> words = Arrays.stream(text.strip().split("\\s+"))
                .filter(word -> !QUALIFIERS.contains(word))
                .toList();
        String name = String.join(" ", words);
        if (name.matches("_Bool|bool|bool_t")) {
            return Optional.of(new CType(1, false, true));
        }
        if (name.matches("u?int(8|16|32|64)(_t)?|u?int_least(8|16|32|64)_t|[us](8|16|32|64)|__[us](8|16|32|64)")) {
            boolean isSigned = name.startsWith("s") || name.startsWith("__s") || name.startsWith("int");
            return Optional.of(
                    new CType(Integer.parseInt(name.replaceAll("\\D", "").replaceAll("^__", "")), isSigned));
        }
        if (name.matches("s_time_t|cycles_t|ssize_t|size_t|paddr_t|uintptr_t|intptr_t|register_t")) {
            return Optional.of(new CType(64, name.matches("(s_|ss|intp|reg).*")));
        }
        if (name.matches("u_?(char|short|int|long)|unchar|u(char|short|int|long)_t")) {
            return named(
                    "unsigned " + name.replaceFirst("^(u_?|un)(?=c|s|i|l)", "").replace("_t", ""));
        }
        return words.stream().allMatch(word -> word.matches("unsigned|signed|char|short|int|long")) && !words.isEmpty()
                ? Optional.of(basic(words))
                : Optional.empty();
    }

    /** The type of a number or character as C writes it: the first that holds it; without a sign if it says so, or is not decimal. */
    static CType ofLiteral(String text, long number) {
        if (text.strip().startsWith("-")) {
            return ofLiteral(text.strip().substring(1), -number);
        }
        String lower = text.strip().toLowerCase(Locale.ROOT);
        if (lower.startsWith("'")) {
            return INT;
        }
        boolean isUnsigned = lower.contains("u");
        boolean mayBeUnsigned = isUnsigned || lower.matches("0[0-9bx].*");
        boolean isLong =
                lower.contains("l") || number < 0 || number > (mayBeUnsigned ? UNSIGNED_MAX : Integer.MAX_VALUE);
        boolean fits = number >= 0 && (isLong || number <= Integer.MAX_VALUE);
        return new CType(isLong ? Long.SIZE : Integer.SIZE, !isUnsigned && (fits || !mayBeUnsigned));
    }

    /** The type of a constant of a file, of which this is the value. */
    static CType ofConstant(String name, long number, CFile file) {
        return file.literal(name).map(text -> ofLiteral(text, number)).orElseGet(() -> holding(number));
    }

    /** The type of an enumerator of this value, or of a constant of which only the value is known. */
    static CType holding(long number) {
        if (number == (int) number) {
            return INT;
        }
        return number > 0 && number <= UNSIGNED_MAX ? UNSIGNED_INT : new CType(Long.SIZE, true);
    }

    /** So many bits of it; empty if nobody knows how many. */
    private Optional<CType> ofBits(String width) {
        if (!width.strip().matches("\\d{1,2}")) {
            return Optional.empty();
        }
        int narrow = Integer.parseInt(width.strip());
        return Optional.of(isTruth || narrow <= 0 || narrow >= bits ? this : new CType(narrow, isSigned));
    }

    private static CType basic(List<String> words) {
        int bits = words.contains("char") ? 8 : words.contains("short") ? 16 : words.contains("long") ? 64 : 32;
        return new CType(bits, !words.contains("unsigned"));
    }

    /** The type in which an operator works on two operands; null if one of them is not known. */
    static @Nullable CType common(CType left, CType right) {
        if (left == null || right == null) {
            return null;
        }
        CType one = left.promoted();
        CType other = right.promoted();
        if (one.bits == other.bits) {
            return new CType(one.bits, one.isSigned && other.isSigned);
        }
        return one.bits > other.bits ? one : other;
    }

    /** How many bytes a variable of it has. */
    long bytes() {
        return Math.max(1L, bits / Byte.SIZE);
    }

    CType promoted() {
        return bits < INT.bits ? INT : this;
    }

    /** What becomes of a number in it. */
    long convert(long number) {
        if (isTruth) {
            return number == 0 ? 0 : 1;
        }
        if (bits == Long.SIZE) {
            return number;
        }
        long low = number & (1L << bits) - 1;
        return isSigned && (low >>> bits - 1 & 1) != 0 ? low - (1L << bits) : low;
    }

    @Override
    public String toString() {
        return isTruth ? "bool" : (isSigned ? "s" : "u") + bits;
    }
}
