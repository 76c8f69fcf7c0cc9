// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.prove.induction.Encoding.When;
import org.wakeproof.prove.logic.Agent;
import org.wakeproof.prove.logic.Helper;
import org.wakeproof.prove.logic.Local;
import org.wakeproof.prove.logic.Moment;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Progress;
import org.wakeproof.prove.logic.Response;
import org.wakeproof.prove.logic.Stage;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.logic.Visit;
import org.wakeproof.prove.solver.Expr;
import org.wakeproof.prove.solver.Exprs;

/** What is said of the stages of a response in one query: the goal's CPU sleeps, and {@code helper} is to help it. */
final class StageFormulas {
    private static final String HELPER = "helper";

    private final ParametricSystem system;
    private final Response response;
    private final Encoding encoding;
    private final Exprs exprs;

    StageFormulas(ParametricSystem system, Encoding encoding) {
        this.system = system;
        this.response = system.response().orElseThrow();
        this.encoding = encoding;
        this.exprs = encoding.exprs();
    }

    /** In a state of the invariant the CPU sleeps with work. */
    Expr sleepsWithWork() {
        return exprs.and(
                Question.invariant(system, encoding),
                goal(response.asleep(), When.BEFORE, true),
                goal(response.work(), When.BEFORE, true));
    }

    Expr isAwake() {
        return exprs.not(goal(response.asleep(), When.AFTER, true));
    }

    /** The CPU is in the stage, whoever its helper is; this is demanded not to be. */
    Expr isIn(Stage stage, When when) {
        Expr helper = exprs.constant(true);
        if (stage.helper() instanceof Helper.SomeCpu some) {
            helper = exprs.or(encoding.everybody().stream()
                    .map(cpu -> encoding.formula(some.is().node(), when, cpu, false))
                    .toList());
        } else if (stage.helper() instanceof Helper.SomeRaiser some) {
            helper = goal(some.debt().isOwed(), when, false);
        }
        return exprs.and(goal(stage.sleeper(), when, false), helper);
    }

    /** The CPU is in the stage, and its helper is the one that is named. */
    Expr isIn(Stage stage) {
        return isHelped(stage, When.BEFORE, true);
    }

    private Expr isHelped(Stage stage, When when, boolean assumed) {
        Expr helper = exprs.constant(true);
        if (stage.helper() instanceof Helper.SomeCpu some) {
            helper = encoding.formula(some.is().node(), when, encoding.cpu(HELPER), assumed);
        } else if (stage.helper() instanceof Helper.SomeRaiser some) {
            helper = encoding.debts().isOwedByTheSame(some.debt(), when, encoding.goal());
        }
        return exprs.and(goal(stage.sleeper(), when, assumed), helper);
    }

    /** Behind the step the CPU is awake, or has its work and is in no later stage, or in a measured one with less. */
    Expr isNoLater(Stage stage) {
        Expr stays = exprs.and(isHelped(stage, When.AFTER, false), keepsMeasure(stage));
        Expr leads = exprs.or(isEarlier(stage), stays, isBackWithLess(stage));
        return exprs.or(isAwake(), exprs.and(goal(response.work(), When.AFTER, false), leads));
    }

    /** Behind the step the CPU is in a stage before this one. */
    Expr isEarlier(Stage stage) {
        List<Expr> earlier = new ArrayList<>();
        for (Stage each : response.stages().subList(0, response.stages().indexOf(stage))) {
            Expr measure = each.isMeasured() ? keepsMeasure(stage) : exprs.constant(true);
            earlier.add(exprs.and(isIn(each, When.AFTER), measure));
        }
        return exprs.or(earlier);
    }

    private Expr isBackWithLess(Stage stage) {
        List<Expr> back = new ArrayList<>();
        for (Stage each : response.stages()) {
            if (stage.isMeasured() && each.isMeasured()) {
                Expr natural = exprs.of("<=", measure(Moment.ZERO, When.AFTER), measure(When.AFTER));
                Expr less = exprs.of("<", measure(When.AFTER), measure(When.BEFORE));
                back.add(exprs.and(isIn(each, When.AFTER), natural, less));
            }
        }
        return exprs.or(back);
    }

    private Expr keepsMeasure(Stage stage) {
        return stage.isMeasured() ? exprs.of("<=", measure(When.AFTER), measure(When.BEFORE)) : exprs.constant(true);
    }

    private Expr measure(When when) {
        return measure(response.measure(), when);
    }

    private Expr measure(Moment moment, When when) {
        return encoding.values().moment(moment, when, encoding.goal());
    }

    /** The step is the helper's, about the CPU that sleeps where it is about one. */
    Expr isHelpers(Stage stage) {
        if (stage.helper() instanceof Helper.Device) {
            return exprs.constant(true);
        } else if (stage.helper() instanceof Helper.SomeCpu) {
            return exprs.equal(encoding.actor(), encoding.cpu(HELPER));
        }
        return exprs.equal(encoding.actor(), encoding.goal());
    }

    private Expr helper(Stage stage) {
        return stage.helper() instanceof Helper.SomeCpu ? encoding.cpu(HELPER) : encoding.goal();
    }

    /** The CPU that is to help has a step of its own that is none of the stage's. */
    Expr canDoOtherwise(Stage stage) {
        return exprs.or(system.steps().stream()
                .filter(step ->
                        step.agent() == Agent.CPU && !stage.progress().steps().contains(step.name()))
                .map(step -> encoding.guard(step, helper(stage)))
                .toList());
    }

    /** What the stage's progress needs is so; this is demanded not to be. */
    Expr canProgress(Stage stage) {
        Expr helper = helper(stage);
        List<Expr> actors = stage.helper() instanceof Helper.Device ? encoding.everybody() : List.of(helper);
        List<Expr> enabled = new ArrayList<>();
        for (String name : stage.progress().steps()) {
            Step step = system.step(name);
            actors.forEach(actor -> enabled.add(encoding.isEnabled(step, actor)));
        }
        if (stage.progress() instanceof Progress.WhereInterruptible) {
            enabled.add(before(response.isOffAndGoesOn(), helper));
        } else if (stage.progress() instanceof Progress.WhereFree where) {
            enabled.add(before(where.lock().whileSet().isSet(), helper));
            enabled.add(before(where.onTop().and(isOff()), helper));
        } else if (stage.progress() instanceof Progress.WhileInterruptsAreOff) {
            enabled.add(before(isOff(), helper));
        } else if (stage.progress() instanceof Progress.WhereNothingRunsOnTop where) {
            enabled.add(before(where.onTop().and(isOff()), helper));
        } else if (stage.progress() instanceof Progress.WhileVisiting) {
            return visits(helper);
        }
        return exprs.or(enabled);
    }

    /** The CPU is in the loop over sets of CPUs, and has a step of it unless something runs on top; demanded not to be. */
    private Expr visits(Expr helper) {
        Visit visit = response.visit();
        List<Expr> goesOn = new ArrayList<>(List.of(before(visit.onTop().and(isOff()), helper)));
        for (Step step : system.steps()) {
            if (visit.isGoneThroughBy(step)) {
                goesOn.add(encoding.isEnabled(step, helper));
            }
        }
        return exprs.and(before(visit.where(), helper), exprs.or(goesOn));
    }

    private Local isOff() {
        return Local.not(response.interruptible()).and(Local.not(response.asleep()));
    }

    private Expr before(Local body, Expr cpu) {
        return encoding.formula(body.node(), When.BEFORE, cpu, false);
    }

    private Expr goal(Local body, When when, boolean assumed) {
        return encoding.formula(body.node(), when, encoding.goal(), assumed);
    }
}
