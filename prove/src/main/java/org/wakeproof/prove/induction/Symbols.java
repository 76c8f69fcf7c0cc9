// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wakeproof.prove.logic.Variable;
import org.wakeproof.prove.solver.Expr;
import org.wakeproof.prove.solver.Exprs;
import org.wakeproof.prove.solver.Solver;

/** The constants and functions that the formulas of one query are made of: each is declared once it has been used. */
final class Symbols {
    private record Declaration(List<String> arguments, String result) {}

    private final Exprs exprs;
    private final Map<String, Declaration> declarations = new LinkedHashMap<>();
    private final Set<String> declared = new HashSet<>();
    private final Map<String, String> names = new HashMap<>();

    Symbols(Exprs exprs) {
        this.exprs = exprs;
    }

    Expr constant(String symbol, String sort) {
        declarations.put(symbol, new Declaration(List.of(), sort));
        return exprs.of(symbol);
    }

    Expr function(String symbol, List<String> arguments, String result, Expr... actual) {
        declarations.put(symbol, new Declaration(arguments, result));
        return exprs.of(symbol, actual);
    }

    /** The name that a variable has in formulas. */
    String of(Variable variable) {
        return names.computeIfAbsent(variable.name(), name -> name.replaceAll("[^A-Za-z0-9]", "_"));
    }

    /** Declares what has been used so far and is not declared yet. */
    void declareIn(Solver solver) {
        declarations.forEach((symbol, as) -> {
            if (declared.add(symbol)) {
                solver.declare(symbol, as.arguments(), as.result());
            }
        });
    }
}
