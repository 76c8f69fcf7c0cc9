// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wakeproof.prove.induction.Check.Kind;
import org.wakeproof.prove.induction.Encoding.Extent;
import org.wakeproof.prove.induction.Encoding.When;
import org.wakeproof.prove.logic.Conjunct;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.solver.Expr;
import org.wakeproof.prove.solver.Solver;
import org.wakeproof.prove.solver.Solver.Answer;

/**
 * One question about a system: whether what is assumed leaves room for any of the goals to fail, or is possible at all.
 *
 * @param kind what it is about
 * @param subject of what
 * @param step that is taken, or null
 * @param cast which CPUs it is about
 * @param assumed what is assumed beside the invariant
 * @param goals none of which is to fail; null where what is assumed is to be possible
 */
record Question(
        Kind kind,
        String subject,
        @Nullable Step step,
        Cast cast,
        Function<Encoding, Expr> assumed,
        @Nullable List<Goal> goals) {

    /**
     * What is not to fail.
     *
     * @param fails says that it does, of the CPUs that the encoding names
     */
    record Goal(String name, Function<Encoding, Expr> fails) {
        static Goal of(Conjunct conjunct, When when) {
            return new Goal(conjunct.name(), encoding -> encoding.fails(conjunct.body(), when));
        }
    }

    /** The invariant of a system, of every CPU that is named. */
    static Expr invariant(ParametricSystem system, Encoding encoding) {
        List<Expr> parts = new ArrayList<>();
        for (Conjunct conjunct : system.invariant()) {
            parts.add(encoding.everywhere(conjunct.body(), When.BEFORE));
        }
        return encoding.exprs().and(parts);
    }

    /** Asks a small question first that may be enough, and else in full. */
    Check ask(ParametricSystem system, Solver solver) {
        if (goals != null && goals.isEmpty()) {
            return new Check(kind, subject, Answer.UNSATISFIABLE, 0, 0, List.of(), Optional.empty());
        }
        long start = System.nanoTime();
        Encoding small = new Encoding(system, step, goals == null ? Extent.ALONE : Extent.BRIEF, cast.hasHelper());
        Expr smallQuery = query(small);
        Answer first = inScope(solver, () -> decide(solver, small, smallQuery));
        if (first == (goals == null ? Answer.SATISFIABLE : Answer.UNSATISFIABLE)) {
            return new Check(kind, subject, first, small.spoken(), since(start), List.of(), Optional.empty());
        }
        Encoding full = new Encoding(system, step, Extent.FULL, cast.hasHelper());
        Expr query = query(full);
        return inScope(solver, () -> {
            Answer answer = decide(solver, full, query);
            long millis = since(start);
            if (answer != Answer.SATISFIABLE || goals == null) {
                return new Check(kind, subject, answer, full.spoken(), millis, List.of(), Optional.empty());
            }
            Counterexample smallest = new Witnessed(system, step, cast, full, solver).smallest();
            List<String> broken = goals.stream()
                    .filter(goal -> solver.isTrue(goal.fails().apply(full)))
                    .map(Goal::name)
                    .toList();
            return new Check(kind, subject, answer, full.spoken(), millis, broken, Optional.of(smallest));
        });
    }

    private Expr query(Encoding encoding) {
        while (true) {
            // Each "some CPU" that is assumed names one more, of which all that holds everywhere holds, too.
            int size = encoding.size();
            Expr failing = goals == null
                    ? encoding.exprs().constant(true)
                    : encoding.exprs()
                            .or(goals.stream()
                                    .map(goal -> goal.fails().apply(encoding))
                                    .toList());
            Expr query = encoding.exprs().and(assumed.apply(encoding), failing, encoding.wellFormed());
            if (encoding.size() == size) {
                return query;
            }
        }
    }

    private static Answer decide(Solver solver, Encoding encoding, Expr query) {
        encoding.declareIn(solver);
        solver.demand(query);
        return solver.check();
    }

    private static <T> T inScope(Solver solver, Supplier<T> question) {
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
