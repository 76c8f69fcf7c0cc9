// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.syntax;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A condition of the preprocessor: decided as far as its names are known, or as it is so whatever they are. */
final class Condition {
    /** Of more parts that nobody knows it is not tried what they may be together. */
    private static final int MANY = 8;

    private final Directive.Term term;
    private final Function<String, @Nullable Boolean> defined;
    private final Function<String, @Nullable Long> numbers;
    private final Map<String, Boolean> supposed = new HashMap<>();
    private final Set<String> open = new LinkedHashSet<>();

    /**
     * Of a term.
     *
     * @param defined whether a name is; null if nobody knows
     * @param numbers what a name stands for; null if it is none, or nobody knows
     */
    Condition(
            Directive.Term term,
            Function<String, @Nullable Boolean> defined,
            Function<String, @Nullable Long> numbers) {
        this.defined = defined;
        this.numbers = numbers;
        this.term = known(term);
    }

    /** With numbers in the place of names that stand for them; what is not defined is 0. */
    private Directive.@Nullable Term known(Directive.@Nullable Term of) {
        if (of == null) {
            return null;
        }
        if (of.operator().isEmpty()) {
            Long number = Boolean.FALSE.equals(defined.apply(of.text())) ? Long.valueOf(0) : numbers.apply(of.text());
            return number == null ? of : new Directive.Term("0", null, null, number.toString(), number, false);
        }
        return new Directive.Term(
                of.operator(), known(of.left()), known(of.right()), of.text(), of.number(), of.isUnsigned());
    }

    /** Whether it is met; null if that depends on what nobody knows. */
    @Nullable
    Boolean isMet() {
        Boolean met = truth(term);
        return met != null || open.size() > MANY ? met : always();
    }

    /** What it is in all cases together; null if not the same. */
    private @Nullable Boolean always() {
        String[] parts = open.toArray(new String[0]);
        Boolean first = null;
        for (int which = 0; which < 1 << parts.length; which++) {
            for (int at = 0; at < parts.length; at++) {
                supposed.put(parts[at], (which >> at & 1) == 1);
            }
            Boolean met = truth(term);
            if (met == null || first != null && !met.equals(first)) {
                supposed.clear();
                return null;
            }
            first = met;
        }
        supposed.clear();
        return first;
    }

    private @Nullable Boolean truth(Directive.Term of) {
        switch (of.operator()) {
            case "!" -> {
                return not(truth(of.left()));
            }
            case "&&", "||" -> {
                boolean ends = of.operator().equals("||");
                Boolean left = truth(of.left());
                Boolean right = truth(of.right());
                boolean isEnd = left != null && left == ends || right != null && right == ends;
                return isEnd ? Boolean.valueOf(ends) : left == null || right == null ? null : Boolean.valueOf(!ends);
            }
            case "defined" -> {
                return isDefined(of.text());
            }
            default -> {
                Long value = value(of);
                return value != null ? Boolean.valueOf(value != 0) : unknown(of);
            }
        }
    }

    private static @Nullable Boolean not(@Nullable Boolean truth) {
        return truth == null ? null : Boolean.valueOf(!truth);
    }

    private @Nullable Boolean isDefined(String name) {
        Boolean known = defined.apply(name);
        return known != null ? known : supposed("defined " + name);
    }

    private @Nullable Boolean supposed(String part) {
        open.add(part);
        return supposed.get(part);
    }

    private @Nullable Boolean unknown(Directive.Term of) {
        if (of.isComparison()) {
            Directive.Comparison comparison = of.comparison();
            Boolean holds = supposed(comparison.text());
            return comparison.isNegated() ? not(holds) : holds;
        }
        if (of.operator().isEmpty() && Boolean.FALSE.equals(isDefined(of.text()))) {
            return false;
        }
        return supposed(of.toString());
    }

    private @Nullable Long value(Directive.Term of) {
        if (of.number() != null) {
            return of.number();
        }
        if (of.operator().matches("!|&&|\\|\\||defined")) {
            Boolean truth = truth(of);
            return truth == null ? null : Long.valueOf(truth ? 1 : 0);
        }
        if (of.left() == null) {
            return null;
        }
        Long left = value(of.left());
        Long right = of.right() == null ? Long.valueOf(0) : value(of.right());
        return left == null || right == null ? null : worked(of, left, right);
    }

    private static @Nullable Long worked(Directive.Term of, long left, long right) {
        boolean isUnsigned = of.isUnsigned();
        int order = isUnsigned ? Long.compareUnsigned(left, right) : Long.compare(left, right);
        boolean isOne = of.right() == null;
        return switch (of.operator()) {
            case "+" -> left + right;
            case "-" -> isOne ? -left : left - right;
            case "~" -> ~left;
            case "*" -> left * right;
            case "/" -> right == 0 || isUnsigned ? null : Long.valueOf(left / right);
            case "%" -> right == 0 || isUnsigned ? null : Long.valueOf(left % right);
            case "&" -> left & right;
            case "|" -> left | right;
            case "^" -> left ^ right;
            case "<<" -> right < 0 || right >= Long.SIZE ? null : Long.valueOf(left << right);
            case ">>" -> right < 0 || right >= Long.SIZE || isUnsigned ? null : Long.valueOf(left >> right);
            case "==" -> left == right ? 1L : 0L;
            case "!=" -> left != right ? 1L : 0L;
            case "<" -> order < 0 ? 1L : 0L;
            case "<=" -> order <= 0 ? 1L : 0L;
            case ">" -> order > 0 ? 1L : 0L;
            case ">=" -> order >= 0 ? 1L : 0L;
            default -> null;
        };
    }

    /** The same with what is decided as 0 or 1, in words that are equal where what they mean is. */
    String simplified() {
        return simplified(term);
    }

    private String simplified(Directive.Term of) {
        Boolean truth = truth(of);
        if (truth != null) {
            return truth ? "1" : "0";
        }
        return switch (of.operator()) {
            case "!" -> "!(" + simplified(of.left()) + ")";
            case "&&", "||" -> joined(of);
            case "defined" -> "defined(" + of.text() + ")";
            default -> of.isComparison() ? compared(of.comparison()) : of.toString();
        };
    }

    /** Without a side that decides nothing. */
    private String joined(Directive.Term of) {
        if (truth(of.left()) != null) {
            return simplified(of.right());
        }
        if (truth(of.right()) != null) {
            return simplified(of.left());
        }
        return "(" + simplified(of.left()) + " " + of.operator() + " " + simplified(of.right()) + ")";
    }

    private static String compared(Directive.Comparison comparison) {
        return comparison.isNegated() ? "!(" + comparison.text() + ")" : comparison.text();
    }
}
