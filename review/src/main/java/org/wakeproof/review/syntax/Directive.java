// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what stands behind {@code #if}. */
final class Directive {
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(\\w+|'(?:[^'\\\\]|\\\\.)+'|&&|\\|\\||[=!<>]=|<<|>>|[-+*/%&|^~!<>()?:,])");

    /** From what binds least to what binds most. */
    private static final List<List<String>> LEVELS = List.of(
            List.of("||"),
            List.of("&&"),
            List.of("|"),
            List.of("^"),
            List.of("&"),
            List.of("==", "!="),
            List.of("<", "<=", ">", ">="),
            List.of("<<", ">>"),
            List.of("+", "-"),
            List.of("*", "/", "%"));

    private static final int DEEPEST = 64;

    /**
     * Part of a condition.
     *
     * @param operator empty for a name, {@code 0} for a number, {@code (} for what looks like a call
     * @param text a name, or what is called with what it takes
     * @param number null of what is none
     */
    record Term(
            String operator,
            @Nullable Term left,
            @Nullable Term right,
            String text,
            @Nullable Long number,
            boolean isUnsigned) {
        boolean isComparison() {
            return operator.matches("[=!<>]=|[<>]");
        }

        /** In words that are equal where the two sides are the same, whichever is first. */
        Comparison comparison() {
            String one = left.toString();
            String other = right.toString();
            return switch (operator) {
                case "<" -> new Comparison(other + " > " + one, false);
                case ">=" -> new Comparison(other + " > " + one, true);
                case "<=" -> new Comparison(one + " > " + other, true);
                case ">" -> new Comparison(one + " > " + other, false);
                default -> {
                    String both = one.compareTo(other) > 0 ? one + " == " + other : other + " == " + one;
                    yield new Comparison(both, operator.equals("!="));
                }
            };
        }

        @Override
        public String toString() {
            if (left == null) {
                return operator.equals("defined") ? "defined(" + text + ")" : text;
            }
            return right == null ? operator + left : "(" + left + " " + operator + " " + right + ")";
        }
    }

    /** A comparison, or what is so where it does not hold. */
    record Comparison(String text, boolean isNegated) {}

    private final List<String> tokens;
    private int at;
    private int depth;

    private Directive(List<String> tokens) {
        this.tokens = tokens;
    }

    /** Empty if it is none that is known. */
    static Optional<Term> read(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text.strip());
        int from = 0;
        while (matcher.find(from) && matcher.start() == from) {
            tokens.add(matcher.group(1));
            from = matcher.end();
        }
        Directive directive = new Directive(tokens);
        Term whole = from == text.strip().length() ? directive.level(0) : null;
        return whole != null && directive.at == tokens.size() ? Optional.of(whole) : Optional.empty();
    }

    private String next() {
        return at < tokens.size() ? tokens.get(at) : "";
    }

    private boolean take(String token) {
        boolean isIt = next().equals(token);
        at += isIt ? 1 : 0;
        return isIt;
    }

    private @Nullable Term level(int level) {
        if (level == LEVELS.size()) {
            return unary();
        }
        Term left = level(level + 1);
        while (left != null && LEVELS.get(level).contains(next())) {
            String operator = tokens.get(at++);
            Term right = level(level + 1);
            left = right == null ? null : joined(operator, left, right);
        }
        return left;
    }

    private static Term joined(String operator, Term left, Term right) {
        return new Term(operator, left, right, "", null, left.isUnsigned() || right.isUnsigned());
    }

    private @Nullable Term unary() {
        if (++depth > DEEPEST) {
            return null;
        }
        Term term = next().matches("[-+!~]") ? operand(tokens.get(at++)) : primary();
        depth--;
        return term;
    }

    private @Nullable Term operand(String operator) {
        Term of = unary();
        return of == null ? null : new Term(operator, of, null, "", null, of.isUnsigned());
    }

    private @Nullable Term primary() {
        if (take("(")) {
            Term inner = level(0);
            return take(")") ? inner : null;
        }
        if (at >= tokens.size()) {
            return null;
        }
        String token = tokens.get(at++);
        if (token.matches("defined|IS_ENABLED")) {
            return defined(token);
        }
        OptionalLong number = Literals.number(token);
        if (number.isPresent()) {
            boolean isUnsigned = token.matches("(?i)\\d\\w*u\\w*");
            return new Term("0", null, null, token, number.getAsLong(), isUnsigned);
        }
        return !token.matches("[A-Za-z_]\\w*") ? null : next().equals("(") ? call(token) : name("", token);
    }

    private static Term name(String operator, String name) {
        return new Term(operator, null, null, name, null, false);
    }

    /** IS_ENABLED is for what is defined as 1 or not at all. */
    private @Nullable Term defined(String word) {
        boolean isInParentheses = take("(");
        String name = next();
        at++;
        boolean isName = name.matches("[A-Za-z_]\\w*") && (isInParentheses ? take(")") : word.equals("defined"));
        return isName ? name("defined", name) : null;
    }

    private @Nullable Term call(String name) {
        StringBuilder text = new StringBuilder(name);
        int open = 0;
        do {
            open += next().equals("(") ? 1 : next().equals(")") ? -1 : 0;
            text.append(next());
            at++;
        } while (open > 0 && at < tokens.size());
        return open == 0 ? name("(", text.toString()) : null;
    }
}
