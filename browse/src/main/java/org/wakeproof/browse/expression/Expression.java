// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.browse.expression;

import java.util.List;
import org.wakeproof.explorer.Walk.Position;

/** Something that is asked of states: whether it is so there, or which value it has there. */
public final class Expression {
    /** Characters at most. */
    public static final int MAX = 500;

    private final Term term;

    private Expression(Term term) {
        this.term = term;
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException for what is none; the message says what could stand there
     */
    public static Expression parse(String text, Names names) {
        if (text.length() > MAX) {
            throw new IllegalArgumentException("an expression has at most " + MAX + " characters");
        }
        return new Expression(new Parser(Token.all(text), names).parse());
    }

    /** Whether it is so or not so, rather than a number or a time. */
    public boolean isTruth() {
        return term.kind() == Term.Kind.TRUTH;
    }

    /** What it is in each of these states, as people read it: {@code true} or {@code false} where it is a truth. */
    public List<String> along(List<Position> positions) {
        return positions.stream()
                .map(position -> isTruth()
                        ? Boolean.toString(term.isTrue(position))
                        : term.shown().apply(position))
                .toList();
    }
}
