// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.solver;

import java.util.List;

/** A term of SMT-LIB without quantifiers; equal ones are one object if the same {@link Exprs} made them. */
public final class Expr {
    private final String symbol;
    private final List<Expr> arguments;

    Expr(String symbol, List<Expr> arguments) {
        this.symbol = symbol;
        this.arguments = arguments;
    }

    /** The function, connective or constant. */
    public String symbol() {
        return symbol;
    }

    public List<Expr> arguments() {
        return arguments;
    }

    /** Appends it in the language's syntax. */
    void write(StringBuilder to) {
        if (arguments.isEmpty()) {
            to.append(symbol);
            return;
        }
        to.append('(').append(symbol);
        for (Expr argument : arguments) {
            to.append(' ');
            argument.write(to);
        }
        to.append(')');
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        write(text);
        return text.toString();
    }
}
