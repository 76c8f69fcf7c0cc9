// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.wakeproof.prove.induction.Check.Kind;
import org.wakeproof.prove.induction.Encoding.Extent;
import org.wakeproof.prove.induction.Encoding.When;
import org.wakeproof.prove.logic.Conjunct;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.solver.Expr;
import org.wakeproof.prove.solver.Solver;
import org.wakeproof.prove.solver.Solver.Answer;

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
        return asked(Kind.INITIATION, "initial states", null, Encoding::initial, system.invariant(), When.BEFORE);
    }

    /** The step leads from states of the invariant to such states only. */
    public Check keeps(Step step) {
        List<Conjunct> touched = system.invariant().stream()
                .filter(conjunct -> Footprint.mayChange(step, conjunct.body().node()))
                .toList();
        return asked(
                Kind.STEP,
                step.name(),
                step,
                encoding -> encoding.exprs().and(invariant(encoding), encoding.guard()),
                touched,
                When.AFTER);
    }

    /** The invariant implies a property. */
    public Check implies(Conjunct property) {
        return asked(Kind.PROPERTY, property.name(), null, this::invariant, List.of(property), When.BEFORE);
    }

    /** Some state of the invariant allows the step: what is proved is not proved of nothing. */
    public Check isPossible(Step step) {
        return asked(
                Kind.POSSIBLE,
                step.name(),
                step,
                encoding -> encoding.exprs().and(invariant(encoding), encoding.guard()),
                null,
                When.BEFORE);
    }

    private Expr invariant(Encoding encoding) {
        List<Expr> parts = new ArrayList<>();
        for (Conjunct conjunct : system.invariant()) {
            parts.add(encoding.everywhere(conjunct.body(), When.BEFORE));
        }
        return encoding.exprs().and(parts);
    }

    /**
     * Asks one question: a small one first that may be enough, and else in full.
     *
     * @param goals what is not to fail, all at once; null where the premises alone are to be possible
     */
    private Check asked(
            Kind kind, String subject, Step step, Function<Encoding, Expr> premises, List<Conjunct> goals, When when) {
        if (goals != null && goals.isEmpty()) {
            return new Check(kind, subject, Answer.UNSATISFIABLE, 0, 0, List.of(), Optional.empty());
        }
        long start = System.nanoTime();
        Encoding small = new Encoding(system, step, goals == null ? Extent.ALONE : Extent.BRIEF);
        Expr smallQuery = query(small, premises, goals, when);
        Answer first = inScope(() -> decide(small, smallQuery));
        if (first == (goals == null ? Answer.SATISFIABLE : Answer.UNSATISFIABLE)) {
            return new Check(kind, subject, first, small.spoken(), since(start), List.of(), Optional.empty());
        }
        Encoding full = new Encoding(system, step, Extent.FULL);
        Expr query = query(full, premises, goals, when);
        return inScope(() -> {
            Answer answer = decide(full, query);
            long millis = since(start);
            if (answer != Answer.SATISFIABLE || goals == null) {
                return new Check(kind, subject, answer, full.spoken(), millis, List.of(), Optional.empty());
            }
            Witnessed witnessed = new Witnessed(system, step, full, solver);
            Counterexample smallest = witnessed.smallest();
            List<String> broken = goals.stream()
                    .filter(goal -> solver.isTrue(full.fails(goal.body(), when)))
                    .map(Conjunct::name)
                    .toList();
            return new Check(kind, subject, answer, full.spoken(), millis, broken, Optional.of(smallest));
        });
    }

    private static Expr query(Encoding encoding, Function<Encoding, Expr> premises, List<Conjunct> goals, When when) {
        while (true) {
            // Each "some CPU" that is assumed names one more, of which all that holds everywhere holds, too.
            int size = encoding.size();
            Expr failing = goals == null
                    ? encoding.exprs().constant(true)
                    : encoding.exprs()
                            .or(goals.stream()
                                    .map(goal -> encoding.fails(goal.body(), when))
                                    .toList());
            Expr query = encoding.exprs().and(premises.apply(encoding), failing, encoding.wellFormed());
            if (encoding.size() == size) {
                return query;
            }
        }
    }

    private Answer decide(Encoding encoding, Expr query) {
        encoding.declareIn(solver);
        solver.demand(query);
        return solver.check();
    }

    private <T> T inScope(Supplier<T> question) {
        solver.push();
        try {
            return question.get();
        } finally {
            solver.pop();
        }
    }

    private static long since(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }
}
