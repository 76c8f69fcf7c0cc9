// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wakeproof.prove.induction.Encoding.When;
import org.wakeproof.prove.logic.Debt;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.logic.Update;
import org.wakeproof.prove.logic.Variable;
import org.wakeproof.prove.solver.Expr;
import org.wakeproof.prove.solver.Exprs;
import org.wakeproof.prove.solver.Solver;

/** What is owed to CPUs: by the step's raiser, and by one for each debt and CPU who owes it if anybody does. */
final class Debts {
    private final Encoding encoding;
    private final Exprs exprs;
    private final Symbols symbols;
    private final ParametricSystem system;
    private final Step step;

    /** Those of an encoding; its step is null where none is taken, and nothing is asked behind it. */
    Debts(Encoding encoding, Symbols symbols, ParametricSystem system, @Nullable Step step) {
        this.encoding = encoding;
        this.exprs = encoding.exprs();
        this.symbols = symbols;
        this.system = system;
        this.step = step;
    }

    /** The raiser who owes something to a CPU, if anybody does, owes it. */
    Expr isOwedByTheSame(Debt debt, When when, Expr cpu) {
        return owes(debt, when, ower(debt, cpu), cpu);
    }

    /** Who raises in the step. */
    Expr raiser() {
        return symbols.constant("raiser", Solver.RAISER);
    }

    private Expr ower(Debt debt, Expr cpu) {
        return symbols.function("ower_" + symbols.of(debt), List.of(Solver.CPU), Solver.RAISER, cpu);
    }

    List<Expr> raisers() {
        List<Expr> raisers = new ArrayList<>(List.of(raiser()));
        for (Variable variable : system.variables()) {
            if (variable instanceof Debt debt) {
                encoding.everybody().forEach(cpu -> raisers.add(ower(debt, cpu)));
            }
        }
        return raisers;
    }

    Expr owed(Debt debt, When when, Expr cpu, boolean assumed) {
        if (!assumed) {
            return exprs.or(raisers().stream()
                    .map(raiser -> owes(debt, when, raiser, cpu))
                    .toList());
        }
        if (when == When.AFTER) {
            throw new IllegalArgumentException(debt.name() + " is not to be owed behind a step: not in this fragment");
        }
        return owes(debt, when, ower(debt, cpu), cpu);
    }

    Expr owes(Debt debt, When when, Expr raiser, Expr cpu) {
        Expr value = symbols.function(symbols.of(debt), List.of(Solver.RAISER, Solver.CPU), Solver.BOOL, raiser, cpu);
        if (when == When.AFTER) {
            for (Update update : step.updates()) {
                if (update instanceof Update.OfDebt change && change.debt().equals(debt)) {
                    value = exprs.chooseFormula(
                            exprs.and(exprs.equal(raiser(), raiser), exprs.equal(encoding.actor(), cpu)),
                            exprs.constant(change.value()),
                            value);
                }
            }
        }
        return value;
    }
}
