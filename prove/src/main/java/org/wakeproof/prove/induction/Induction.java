// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import java.util.List;
import org.wakeproof.prove.induction.Check.Kind;
import org.wakeproof.prove.induction.Encoding.When;
import org.wakeproof.prove.induction.Question.Goal;
import org.wakeproof.prove.logic.Conjunct;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.solver.Expr;
import org.wakeproof.prove.solver.Solver;

/** Asks a solver whether an invariant of a system is inductive, and what follows from it. */
public final class Induction {
    private final ParametricSystem system;
    private final Solver solver;

    public Induction(ParametricSystem system, Solver solver) {
        this.system = system;
        this.solver = solver;
    }

    /** The invariant holds in every initial state. */
    public Check initiation() {
        return new Question(
                        Kind.INITIATION,
                        "initial states",
                        null,
                        Cast.GOAL,
                        Encoding::initial,
                        goals(system.invariant(), When.BEFORE))
                .ask(system, solver);
    }

    /** The step leads from states of the invariant to such states only. */
    public Check keeps(Step step) {
        List<Conjunct> touched = system.invariant().stream()
                .filter(conjunct -> Footprint.mayChange(step, conjunct.body().node()))
                .toList();
        return new Question(Kind.STEP, step.name(), step, Cast.GOAL, this::taken, goals(touched, When.AFTER))
                .ask(system, solver);
    }

    /** The invariant implies a property. */
    public Check implies(Conjunct property) {
        return new Question(
                        Kind.PROPERTY,
                        property.name(),
                        null,
                        Cast.GOAL,
                        encoding -> Question.invariant(system, encoding),
                        goals(List.of(property), When.BEFORE))
                .ask(system, solver);
    }

    /** Some state of the invariant allows the step: what is proved is not proved of nothing. */
    public Check isPossible(Step step) {
        return new Question(Kind.POSSIBLE, step.name(), step, Cast.GOAL, this::taken, null).ask(system, solver);
    }

    private Expr taken(Encoding encoding) {
        return encoding.exprs().and(Question.invariant(system, encoding), encoding.guard());
    }

    private static List<Goal> goals(List<Conjunct> conjuncts, When when) {
        return conjuncts.stream().map(conjunct -> Goal.of(conjunct, when)).toList();
    }
}
