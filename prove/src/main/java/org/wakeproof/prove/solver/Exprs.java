// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.solver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes terms, each once, and simplifies what is plain to see. Not safe for use by several threads. */
public final class Exprs {
    /** A term that may be made already; by hand, as most of the time is spent here. */
    private static final class Key {
        private final String symbol;
        private final List<Expr> arguments;
        private final int hash;

        Key(String symbol, List<Expr> arguments) {
            this.symbol = symbol;
            this.arguments = arguments;
            hash = 31 * symbol.hashCode() + arguments.hashCode();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && hash == key.hash && symbol.equals(key.symbol) && hasSame(key.arguments);
        }

        private boolean hasSame(List<Expr> others) {
            boolean isSame = arguments.size() == others.size();
            for (int i = 0; isSame && i < others.size(); i++) {
                isSame = arguments.get(i) == others.get(i);
            }
            return isSame;
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    private final Map<Key, Expr> made = new HashMap<>();
    private final Expr yes = of("true");
    private final Expr no = of("false");

    /** A constant, or a function applied to arguments. */
    public Expr of(String symbol, Expr... arguments) {
        return of(symbol, List.of(arguments));
    }

    private Expr of(String symbol, List<Expr> arguments) {
        return made.computeIfAbsent(new Key(symbol, arguments), key -> new Expr(symbol, arguments));
    }

    public Expr constant(boolean value) {
        return value ? yes : no;
    }

    public Expr not(Expr term) {
        if (term == yes || term == no) {
            return constant(term == no);
        }
        return term.symbol().equals("not") ? term.arguments().get(0) : of("not", term);
    }

    public Expr and(List<Expr> terms) {
        return joined("and", terms, yes, no);
    }

    public Expr or(List<Expr> terms) {
        return joined("or", terms, no, yes);
    }

    public Expr and(Expr... terms) {
        return and(List.of(terms));
    }

    public Expr or(Expr... terms) {
        return or(List.of(terms));
    }

    private Expr joined(String symbol, List<Expr> terms, Expr neutral, Expr absorbing) {
        Set<Expr> parts = new LinkedHashSet<>();
        for (Expr term : terms) {
            if (term.symbol().equals(symbol)) {
                parts.addAll(term.arguments());
            } else if (term != neutral) {
                parts.add(term);
            }
        }
        for (Expr part : parts) {
            if (part == absorbing || parts.contains(not(part))) {
                return absorbing;
            }
        }
        return switch (parts.size()) {
            case 0 -> neutral;
            case 1 -> parts.iterator().next();
            default -> of(symbol, new ArrayList<>(parts));
        };
    }

    public Expr equal(Expr left, Expr right) {
        return left == right ? yes : of("=", left, right);
    }

    /** A choice between terms of any sort. */
    public Expr choose(Expr condition, Expr then, Expr otherwise) {
        if (condition == yes || then == otherwise) {
            return then;
        }
        return condition == no ? otherwise : of("ite", condition, then, otherwise);
    }

    /** A choice between formulas, in connectives. */
    public Expr chooseFormula(Expr condition, Expr then, Expr otherwise) {
        if (condition == yes || then == otherwise) {
            return then;
        }
        if (condition == no) {
            return otherwise;
        }
        return and(or(not(condition), then), or(condition, otherwise));
    }
}
