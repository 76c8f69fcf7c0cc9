// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.wakeproof.prove.induction.Check.Kind;
import org.wakeproof.prove.induction.Encoding.When;
import org.wakeproof.prove.induction.Question.Goal;
import org.wakeproof.prove.logic.Agent;
import org.wakeproof.prove.logic.Helper;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Progress;
import org.wakeproof.prove.logic.Response;
import org.wakeproof.prove.logic.Stage;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.logic.Variable;
import org.wakeproof.prove.solver.Expr;
import org.wakeproof.prove.solver.Solver;

/** Asks a solver about the stages of a response, in states of the invariant. */
public final class ResponseInduction {
    private final ParametricSystem system;
    private final Response response;
    private final Solver solver;

    /**
     * Questions to a solver.
     *
     * @throws java.util.NoSuchElementException if the system claims no response
     */
    public ResponseInduction(ParametricSystem system, Solver solver) {
        this.system = system;
        this.solver = solver;
        response = system.response().orElseThrow();
    }

    /** A CPU that sleeps with work is in some stage. */
    public Check isInSomeStage() {
        Goal goal = goal(
                "some stage",
                (encoding, formulas) -> encoding.exprs()
                        .not(encoding.exprs()
                                .or(response.stages().stream()
                                        .map(stage -> formulas.isIn(stage, When.BEFORE))
                                        .toList())));
        return ask(
                Kind.COVERED,
                response.name(),
                null,
                (encoding, formulas) -> encoding.exprs().constant(true),
                List.of(goal));
    }

    /** The step leads to no later stage, but with a smaller measure; and work stays until the CPU is awake. */
    public Check leadsNoLater(Step step) {
        List<Goal> goals = response.stages().stream()
                .filter(stage -> mayLeave(stage, step))
                .map(stage -> goal(
                        stage.name(),
                        (encoding, formulas) -> encoding.exprs()
                                .and(formulas.isIn(stage), encoding.exprs().not(formulas.isNoLater(stage)))))
                .toList();
        return ask(Kind.NO_LATER, step.name(), step, (encoding, formulas) -> encoding.guard(), goals);
    }

    /** A step of a stage's helper leads to an earlier stage, or awake. */
    public Check leadsEarlier(Stage stage, Step step) {
        // What need not be done by anybody leads nowhere.
        Goal goal = goal(
                stage.name(),
                (encoding, formulas) -> step.agent() == Agent.OUTSIDE
                        ? encoding.exprs().constant(true)
                        : encoding.exprs().not(encoding.exprs().or(formulas.isAwake(), formulas.isEarlier(stage))));
        return ask(
                Kind.EARLIER,
                stage.name() + ": " + step.name(),
                step,
                (encoding, formulas) ->
                        encoding.exprs().and(formulas.isIn(stage), formulas.isHelpers(stage), encoding.guard()),
                List.of(goal));
    }

    /** In a stage that is left by a step, such a step can be taken when it is to be, and if by a CPU, it has no other. */
    public Check canProgress(Stage stage) {
        Goal possible =
                goal("possible", (encoding, formulas) -> encoding.exprs().not(formulas.canProgress(stage)));
        Goal only = goal("no other", (encoding, formulas) -> formulas.canDoOtherwise(stage));
        return ask(
                Kind.ENABLED,
                stage.name(),
                null,
                (encoding, formulas) -> formulas.isIn(stage),
                isLeftByACpu(stage) ? List.of(possible, only) : List.of(possible));
    }

    /**
     * A CPU that can go on does so, by any of its steps: only who waits for a lock, or for what runs on top, takes the one that
     * is meant.
     */
    private boolean isLeftByACpu(Stage stage) {
        return !(stage.progress() instanceof Progress.WhereFree)
                && !(stage.progress() instanceof Progress.WhereNothingRunsOnTop)
                && stage.progress().steps().stream()
                        .anyMatch(name -> system.step(name).agent() == Agent.CPU);
    }

    /** In some state of the invariant a CPU that sleeps with work is in this stage and in no other. */
    public Check isNeeded(Stage stage) {
        return ask(
                Kind.NEEDED,
                stage.name(),
                null,
                (encoding, formulas) -> {
                    List<Expr> parts = new ArrayList<>(List.of(formulas.isIn(stage)));
                    for (Stage other : response.stages()) {
                        if (other != stage) {
                            parts.add(encoding.exprs().not(formulas.isIn(other, When.BEFORE)));
                        }
                    }
                    return encoding.exprs().and(parts);
                },
                null);
    }

    private Goal goal(String name, BiFunction<Encoding, StageFormulas, Expr> fails) {
        return new Goal(name, with(fails));
    }

    private Check ask(
            Kind kind, String subject, Step step, BiFunction<Encoding, StageFormulas, Expr> assumed, List<Goal> goals) {
        Function<Encoding, Expr> all = with((encoding, formulas) ->
                encoding.exprs().and(formulas.sleepsWithWork(), assumed.apply(encoding, formulas)));
        return new Question(kind, subject, step, Cast.SLEEPER, all, goals).ask(system, solver);
    }

    private Function<Encoding, Expr> with(BiFunction<Encoding, StageFormulas, Expr> said) {
        return encoding -> said.apply(encoding, new StageFormulas(system, encoding));
    }

    /** Whether the step writes anything that the stage, the work or the measure depends on. */
    private boolean mayLeave(Stage stage, Step step) {
        Set<Variable> read = new HashSet<>();
        read.addAll(Footprint.reads(response.asleep().node()));
        read.addAll(Footprint.reads(response.work().node()));
        read.addAll(Footprint.reads(stage.sleeper().node()));
        if (stage.helper() instanceof Helper.SomeCpu some) {
            read.addAll(Footprint.reads(some.is().node()));
        } else if (stage.helper() instanceof Helper.SomeRaiser some) {
            read.add(some.debt());
        }
        if (stage.isMeasured()) {
            read.add(response.measure());
        }
        return step.updates().stream().anyMatch(update -> read.contains(update.written()));
    }
}
