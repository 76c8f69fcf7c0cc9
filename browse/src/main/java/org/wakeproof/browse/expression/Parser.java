// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.browse.expression;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongBinaryOperator;
import org.wakeproof.browse.expression.Term.Kind;

/** Reads an expression by recursive descent. */
final class Parser {
    private static final List<String> COMPARISONS = List.of("==", "=", "!=", "<", "<=", ">", ">=", "has");

    private final List<Token> tokens;
    private final Names names;
    private int at;

    Parser(List<Token> tokens, Names names) {
        this.tokens = tokens;
        this.names = names;
    }

    Term parse() {
        Term whole = or();
        if (next().kind() != Token.Kind.END) {
            throw wrong("an operator or the end");
        }
        return valued(whole);
    }

    private Token next() {
        return tokens.get(at);
    }

    private boolean take(String... symbols) {
        for (String symbol : symbols) {
            if (next().is(symbol)) {
                at++;
                return true;
            }
        }
        return false;
    }

    private IllegalArgumentException wrong(String wanted) {
        return new IllegalArgumentException("'" + next().text() + "' stands where " + wanted + " should");
    }

    private Term or() {
        Term left = and();
        while (take("or", "||")) {
            Term one = truth(left);
            Term other = truth(and());
            left = Term.truth(
                    one.source() + " or " + other.source(), state -> one.isTrue(state) || other.isTrue(state));
        }
        return left;
    }

    private Term and() {
        Term left = not();
        while (take("and", "&&")) {
            Term one = truth(left);
            Term other = truth(not());
            left = Term.truth(
                    one.source() + " and " + other.source(), state -> one.isTrue(state) && other.isTrue(state));
        }
        return left;
    }

    private Term not() {
        if (take("not", "!")) {
            Term negated = truth(not());
            return Term.truth("not " + negated.source(), state -> !negated.isTrue(state));
        }
        return comparison();
    }

    private Term comparison() {
        Term left = sum();
        String symbol = next().text();
        if (next().kind() != Token.Kind.SYMBOL || !COMPARISONS.contains(symbol)) {
            return left;
        }
        at++;
        return Comparison.of(left, symbol.equals("=") ? "==" : symbol, sum());
    }

    private Term sum() {
        Term left = product();
        while (next().is("+") || next().is("-")) {
            boolean isMinus = next().is("-");
            at++;
            left = isMinus ? minus(valued(left), valued(product())) : plus(valued(left), valued(product()));
        }
        return left;
    }

    private static Term plus(Term one, Term other) {
        if (one.kind() == Kind.NUMBER && other.kind() == Kind.TIME) {
            return plus(other, one);
        }
        String source = one.source() + " + " + other.source();
        if (one.kind() == Kind.TIME && other.kind() == Kind.NUMBER) {
            return Term.time(source, state -> Times.plus(one.at(state), other.at(state)));
        }
        return numbers(source, one, other, Long::sum);
    }

    private static Term minus(Term one, Term other) {
        String source = one.source() + " - " + other.source();
        if (one.kind() == Kind.TIME && other.kind() == Kind.NUMBER) {
            return Term.time(source, state -> Times.plus(one.at(state), -other.at(state)));
        }
        if (one.kind() == Kind.TIME && other.kind() == Kind.TIME) {
            return Term.number(source, state -> one.at(state) - other.at(state));
        }
        return numbers(source, one, other, (a, b) -> a - b);
    }

    private Term product() {
        Term left = unary();
        while (next().is("*") || next().is("&")) {
            boolean isAnd = next().is("&");
            at++;
            Term other = valued(unary());
            left = numbers(
                    left.source() + (isAnd ? " & " : " * ") + other.source(),
                    valued(left),
                    other,
                    isAnd ? (a, b) -> a & b : (a, b) -> a * b);
        }
        return left;
    }

    private static Term numbers(String source, Term one, Term other, LongBinaryOperator operator) {
        for (Term each : List.of(one, other)) {
            if (each.kind() != Kind.NUMBER) {
                throw new IllegalArgumentException(
                        "'" + each.source() + "' is " + each.kind() + ", and '" + source + "' wants numbers");
            }
        }
        return Term.number(source, state -> operator.applyAsLong(one.at(state), other.at(state)));
    }

    private Term unary() {
        if (take("-")) {
            Term of = valued(unary());
            return numbers("-" + of.source(), Term.number("0", state -> 0), of, (a, b) -> a - b);
        }
        if (take("(")) {
            Term inside = or();
            if (!take(")")) {
                throw wrong("a closing bracket");
            }
            return inside;
        }
        Token token = next();
        if (token.kind() != Token.Kind.NUMBER && token.kind() != Token.Kind.NAME) {
            throw wrong("a name, a number or a bracket");
        }
        at++;
        if (token.kind() == Token.Kind.NUMBER) {
            long value = Long.parseLong(token.text());
            return Term.number(token.text(), state -> value);
        }
        return names.term(token.text()).orElseGet(() -> Term.name(token.text()));
    }

    /** What has a value by itself. */
    private Term valued(Term term) {
        if (term.kind() != Kind.NAME) {
            return term;
        }
        OptionalLong time = Times.named(term.source());
        if (time.isEmpty()) {
            throw new IllegalArgumentException(names.unknown(term.source()));
        }
        return Term.time(term.source(), state -> time.getAsLong());
    }

    /** A number is true, as in C, if it is not 0. */
    private Term truth(Term term) {
        Term valued = valued(term);
        if (valued.kind() == Kind.TIME) {
            throw new IllegalArgumentException(
                    "'" + valued.source() + "' is a time: compare it, as in " + valued.source() + " <= now");
        }
        return valued;
    }
}
