// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.wakeproof.prove.induction.Check.Kind;
import org.wakeproof.prove.induction.Encoding.When;
import org.wakeproof.prove.induction.Question.Goal;
import org.wakeproof.prove.logic.Agent;
import org.wakeproof.prove.logic.CpuVariable;
import org.wakeproof.prove.logic.Local;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Plain;
import org.wakeproof.prove.logic.Response;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.solver.Expr;
import org.wakeproof.prove.solver.Exprs;
import org.wakeproof.prove.solver.Solver;

/**
 * Asks a solver what it takes for interrupts not to stay off, beside what {@link Stretches} finds: who has them off has a
 * step, who holds a lock has one that waits for none, and loops over sets of CPUs shrink them.
 */
public final class StretchInduction {
    private final ParametricSystem system;
    private final Response response;
    private final Solver solver;

    /**
     * Questions to a solver.
     *
     * @throws java.util.NoSuchElementException if the system claims no response
     */
    public StretchInduction(ParametricSystem system, Solver solver) {
        this.system = system;
        this.solver = solver;
        response = system.response().orElseThrow();
    }

    /** A CPU whose interrupts are off and that does not sleep, or is to wake, has a step wherever the locks are free. */
    public Check goesOn() {
        Local off = response.isOffAndGoesOn();
        Goal goal = new Goal("has a step", encoding -> encoding.exprs().not(hasStep(encoding, step -> true)));
        return new Question(
                        Kind.GOES_ON,
                        "interrupts off",
                        null,
                        Cast.RUNNER,
                        encoding -> encoding.exprs()
                                .and(Question.invariant(system, encoding), helper(encoding, off, When.BEFORE)),
                        List.of(goal))
                .ask(system, solver);
    }

    /** Who holds a lock has its interrupts off, does not sleep, and has a step that waits for no lock. */
    public Check holderGoesOn(CpuVariable lock) {
        Plain onOrAsleep = response.interruptible().or(response.asleep());
        return new Question(
                        Kind.HOLDER,
                        lock.name(),
                        null,
                        Cast.RUNNER,
                        encoding -> encoding.exprs()
                                .and(
                                        Question.invariant(system, encoding),
                                        helper(encoding, lock.whileSet().isSet().and(lock.isThis()), When.BEFORE)),
                        List.of(
                                new Goal(
                                        "interrupts off, awake", encoding -> helper(encoding, onOrAsleep, When.BEFORE)),
                                new Goal(
                                        "has a step",
                                        encoding -> encoding.exprs().not(hasStep(encoding, step -> !waits(step))))))
                .ask(system, solver);
    }

    /** Whom the step names as the holder of a lock finds it free: who waits for it does so until one CPU releases it. */
    public Check findsFree(Step step) {
        List<Goal> goals = response.locks().stream()
                .filter(step::names)
                .map(lock -> new Goal(
                        lock.name(),
                        encoding ->
                                encoding.formula(lock.whileSet().isSet().node(), When.BEFORE, encoding.actor(), true)))
                .toList();
        return new Question(
                        Kind.FREE,
                        step.name(),
                        step,
                        Cast.GOAL,
                        encoding -> encoding.exprs().and(Question.invariant(system, encoding), encoding.guard()),
                        goals)
                .ask(system, solver);
    }

    /** Nobody adds to the sets that a CPU is visiting, and each step of its own shrinks them, or leaves. */
    public Check shrinks(Step step) {
        boolean mayTouch = step.agent() == Agent.CPU
                || response.visit().sets().stream().anyMatch(set -> Footprint.mayChange(step, set.node()));
        return new Question(
                        Kind.SHRINKS,
                        step.name(),
                        step,
                        Cast.RUNNER,
                        encoding -> encoding.exprs()
                                .and(
                                        Question.invariant(system, encoding),
                                        helper(encoding, response.visit().where(), When.BEFORE),
                                        encoding.guard()),
                        mayTouch
                                ? List.of(new Goal("the sets shrink", encoding -> isNotShrunk(encoding, step)))
                                : List.of())
                .ask(system, solver);
    }

    private Expr isNotShrunk(Encoding encoding, Step step) {
        Exprs exprs = encoding.exprs();
        List<Expr> grown = new ArrayList<>();
        List<Expr> notShrunk = new ArrayList<>();
        for (Plain set : response.visit().sets()) {
            Expr added = encoding.cpu("added" + grown.size());
            grown.add(exprs.and(
                    encoding.formula(set.node(), When.AFTER, added, true),
                    exprs.not(encoding.formula(set.node(), When.BEFORE, added, true))));
            Expr taken = exprs.or(encoding.everybody().stream()
                    .map(cpu -> exprs.and(
                            encoding.formula(set.node(), When.BEFORE, cpu, true),
                            exprs.not(encoding.formula(set.node(), When.AFTER, cpu, true))))
                    .toList());
            notShrunk.add(exprs.or(exprs.not(taken), exprs.or(List.copyOf(grown))));
        }
        Expr own = exprs.and(
                exprs.constant(response.visit().isGoneThroughBy(step)),
                exprs.equal(encoding.actor(), encoding.cpu("helper")));
        Expr stays = helper(encoding, response.visit().where(), When.AFTER);
        return exprs.or(exprs.and(own, stays, exprs.and(notShrunk)), exprs.and(exprs.not(own), exprs.or(grown)));
    }

    private static Expr helper(Encoding encoding, Local body, When when) {
        return encoding.formula(body.node(), when, encoding.cpu("helper"), true);
    }

    private Expr hasStep(Encoding encoding, Predicate<Step> which) {
        return encoding.exprs()
                .or(system.steps().stream()
                        .filter(step -> step.agent() == Agent.CPU && which.test(step))
                        .map(this::withLocksFree)
                        .map(step -> encoding.isEnabled(step, encoding.cpu("helper")))
                        .toList());
    }

    private boolean waits(Step step) {
        return response.locks().stream().anyMatch(step::takes);
    }

    private Step withLocksFree(Step step) {
        Step free = step;
        for (CpuVariable lock : response.locks()) {
            if (step.takes(lock)) {
                free = free.where(lock.whileSet(), false);
            }
        }
        return free;
    }
}
