// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.solver;

import java.util.List;

/** A solver for formulas without quantifiers, with uninterpreted functions and linear integer arithmetic. */
public interface Solver extends AutoCloseable {
    /** The sort of CPUs. */
    String CPU = "Cpu";
    /** The sort of raisers. */
    String RAISER = "Raiser";
    /** Integers. */
    String INT = "Int";
    /** Truth values. */
    String BOOL = "Bool";

    /** What a solver says. */
    enum Answer {
        SATISFIABLE,
        UNSATISFIABLE,
        UNKNOWN
    }

    /** Its name and version. */
    String title();

    /** Declares a function, in the innermost scope. */
    void declare(String symbol, List<String> arguments, String result);

    /** Demands a formula, in the innermost scope. */
    void demand(Expr formula);

    /** Opens a scope. */
    void push();

    /** Closes the innermost scope. */
    void pop();

    /** Whether all that is demanded can be so. */
    Answer check();

    /** The value of a formula in the model that the last {@link #check} has found. */
    boolean isTrue(Expr formula);

    /** The values of several formulas in that model. */
    default List<Boolean> areTrue(List<Expr> formulas) {
        return formulas.stream().map(this::isTrue).toList();
    }

    @Override
    void close();
}
