// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.browse.expression;

import java.util.OptionalLong;
import java.util.function.IntPredicate;
import org.wakeproof.browse.expression.Term.Kind;

/** Two parts of an expression side by side. */
final class Comparison {
    private Comparison() {}

    static Term of(Term left, String symbol, Term right) {
        String source = left.source() + " " + symbol + " " + right.source();
        if (left.kind() == Kind.NAME && right.kind() != Kind.NAME && !symbol.equals("has")) {
            return of(right, mirrored(symbol), left);
        }
        if (symbol.equals("has")) {
            return has(source, left, right);
        }
        if (right.kind() == Kind.NAME && left.kind() != Kind.TIME) {
            return named(source, left, symbol, right.source());
        }
        Term one = timed(left, right);
        Term other = timed(right, left);
        if (one.kind() == Kind.NAME || other.kind() == Kind.NAME) {
            String name = one.kind() == Kind.NAME ? one.source() : other.source();
            throw new IllegalArgumentException("'" + name + "' names neither a cell nor a time");
        }
        if (one.kind() == Kind.TIME != (other.kind() == Kind.TIME)) {
            throw new IllegalArgumentException("'" + one.source() + "' is " + one.kind() + " and '" + other.source()
                    + "' is " + other.kind() + "; a time is compared with times: now, now + 1, never, none");
        }
        IntPredicate wanted = sign(symbol);
        return Term.truth(source, state -> wanted.test(Long.compare(one.at(state), other.at(state))));
    }

    private static String mirrored(String symbol) {
        return switch (symbol.charAt(0)) {
            case '<' -> symbol.replace('<', '>');
            case '>' -> symbol.replace('>', '<');
            default -> symbol;
        };
    }

    private static IntPredicate sign(String symbol) {
        return switch (symbol) {
            case "==" -> sign -> sign == 0;
            case "!=" -> sign -> sign != 0;
            case "<" -> sign -> sign < 0;
            case "<=" -> sign -> sign <= 0;
            case ">" -> sign -> sign > 0;
            default -> sign -> sign >= 0;
        };
    }

    /** A name beside a time is one. */
    private static Term timed(Term term, Term beside) {
        OptionalLong time = Times.named(term.source());
        return term.kind() == Kind.NAME && beside.kind() == Kind.TIME && time.isPresent()
                ? Term.time(term.source(), state -> time.getAsLong())
                : term;
    }

    private static Term named(String source, Term term, String symbol, String word) {
        if (!term.words().knows(word)) {
            throw isNever(term, word);
        }
        if (!symbol.equals("==") && !symbol.equals("!=")) {
            throw new IllegalArgumentException(
                    "'" + word + "' is a name, which is neither more nor less than another: use == or !=");
        }
        boolean isWanted = symbol.equals("==");
        return Term.truth(source, state -> term.shown().apply(state).equalsIgnoreCase(word) == isWanted);
    }

    private static Term has(String source, Term left, Term right) {
        if (left.kind() != Kind.NUMBER || right.kind() != Kind.NUMBER && right.kind() != Kind.NAME) {
            throw new IllegalArgumentException(
                    "'has' asks for a bit of a word, by its name or number, as in softirq_pending[1] has TIMER");
        }
        if (right.kind() == Kind.NUMBER) {
            return Term.truth(
                    source,
                    state -> right.at(state) >= 0
                            && right.at(state) < Long.SIZE
                            && (left.at(state) >>> right.at(state) & 1) != 0);
        }
        if (!left.words().knowsPart(right.source())) {
            throw isNever(left, right.source());
        }
        return Term.truth(source, state -> Vocabulary.has(left.shown().apply(state), right.source()));
    }

    private static IllegalArgumentException isNever(Term term, String word) {
        return new IllegalArgumentException("there is no cell '" + word + "', and '" + term.source()
                + "' is never called so: it is " + term.words().some());
    }
}
