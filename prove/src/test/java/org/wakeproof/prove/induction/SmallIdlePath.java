// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import java.util.List;
import java.util.Optional;
import org.wakeproof.prove.logic.Agent;
import org.wakeproof.prove.logic.Conjunct;
import org.wakeproof.prove.logic.CpuVariable;
import org.wakeproof.prove.logic.Fact;
import org.wakeproof.prove.logic.Flag;
import org.wakeproof.prove.logic.GlobalFlag;
import org.wakeproof.prove.logic.Helper;
import org.wakeproof.prove.logic.Local;
import org.wakeproof.prove.logic.Moment;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Plain;
import org.wakeproof.prove.logic.Program;
import org.wakeproof.prove.logic.Progress;
import org.wakeproof.prove.logic.Response;
import org.wakeproof.prove.logic.Stage;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.logic.Visit;

/** An idle path small enough to look at all states of two CPUs, with the argument that who sleeps with work wakes. */
final class SmallIdlePath {
    private SmallIdlePath() {}

    enum Place {
        RUNS,
        SLEEPS,
        WAITS,
        HOLDS
    }

    static final Program<Place> AT = new Program<>("at", Place.class);
    static final Flag WORK = new Flag("work");
    static final Flag TOLD = new Flag("told");
    static final Flag IRQ = new Flag("device's interrupt pending");
    static final Flag LEFT = new Flag("left to look at");
    static final GlobalFlag ARMED = new GlobalFlag("armed");
    static final GlobalFlag LOCKED = new GlobalFlag("locked");
    static final CpuVariable HOLDER = new CpuVariable("holder", LOCKED);
    static final Local ANY = Plain.constant(true);
    static final Plain SLEEPS_WITH_WORK = AT.at(Place.SLEEPS).and(WORK.isSet());
    static final Plain REQUESTED = TOLD.isSet().or(IRQ.isSet());

    static Step.Builder at(Place place, String name) {
        return Step.named(name, "").when(AT.at(place));
    }

    /** Work arms a device; its interrupt is taken by some CPU, which takes a lock and tells all that sleep with work. */
    private static List<Step> steps() {
        return List.of(
                Step.named("work comes", "")
                        .set(WORK)
                        .set(ARMED, true)
                        .by(Agent.OUTSIDE)
                        .build(),
                Step.named("fires", "")
                        .when(ARMED.isSet())
                        .set(ARMED, false)
                        .set(IRQ)
                        .by(Agent.DEVICE)
                        .build(),
                at(Place.RUNS, "takes")
                        .when(IRQ.isSet())
                        .clear(IRQ)
                        .go(AT, Place.WAITS)
                        .by(Agent.INTERRUPT)
                        .build(),
                at(Place.WAITS, "locks")
                        .when(LOCKED.isClear())
                        .set(LOCKED, true)
                        .name(HOLDER)
                        .setEverywhere(LEFT, Plain.constant(true))
                        .go(AT, Place.HOLDS)
                        .build(),
                tells(at(Place.HOLDS, "tells")),
                passes(at(Place.HOLDS, "passes")),
                at(Place.HOLDS, "leaves")
                        .when(Fact.nowhere(LEFT.isSet()))
                        .set(LOCKED, false)
                        .go(AT, Place.RUNS)
                        .build(),
                works(),
                fallsAsleep(),
                wakes());
    }

    /** The step of who looks at all, at one that sleeps with work. */
    static Step tells(Step.Builder looking) {
        return looking.with(LEFT.isSet().and(SLEEPS_WITH_WORK))
                .clearOther(LEFT)
                .setOther(TOLD)
                .build();
    }

    /** The same, at any other. */
    static Step passes(Step.Builder looking) {
        return looking.with(LEFT.isSet().and(Plain.not(SLEEPS_WITH_WORK)))
                .clearOther(LEFT)
                .build();
    }

    static Step works() {
        return at(Place.RUNS, "works").when(WORK.isSet()).clear(WORK).build();
    }

    static Step fallsAsleep() {
        return at(Place.RUNS, "falls asleep")
                .when(WORK.isClear())
                .go(AT, Place.SLEEPS)
                .build();
    }

    static Step wakes() {
        return at(Place.SLEEPS, "wakes")
                .when(REQUESTED)
                .clear(TOLD)
                .go(AT, Place.RUNS)
                .build();
    }

    static Stage told() {
        return new Stage("told", "", REQUESTED, new Helper.Itself(), new Progress.Always(List.of("wakes")));
    }

    private static List<Stage> stages() {
        Progress interruptsOff = new Progress.WhileInterruptsAreOff();
        return List.of(
                told(),
                new Stage("left", "", LEFT.isSet(), new Helper.SomeCpu(AT.at(Place.HOLDS)), interruptsOff),
                new Stage(
                        "waits",
                        "",
                        ANY,
                        new Helper.SomeCpu(AT.at(Place.WAITS)),
                        new Progress.WhereFree("locks", HOLDER, Plain.constant(false))),
                new Stage(
                        "interrupt",
                        "",
                        ANY,
                        new Helper.SomeCpu(IRQ.isSet()),
                        new Progress.WhereInterruptible(List.of("takes"))),
                new Stage("armed", "", ARMED.isSet(), new Helper.Device(), new Progress.Always(List.of("fires"))));
    }

    static Conjunct conjunct(String name, Local body) {
        return new Conjunct(name, "", body, true);
    }

    static ParametricSystem system(List<Step> steps, Response response) {
        return new ParametricSystem(
                "small",
                List.of(AT, WORK, TOLD, IRQ, LEFT, ARMED, LOCKED, HOLDER),
                steps,
                List.of(
                        conjunct(
                                "lock",
                                AT.at(Place.HOLDS).implies(LOCKED.isSet().and(HOLDER.isThis()))),
                        conjunct("has a holder", LOCKED.isSet().implies(HOLDER.is(AT.at(Place.HOLDS)))),
                        conjunct("left", LEFT.isSet().implies(LOCKED.isSet())),
                        conjunct("told", TOLD.isSet().implies(AT.at(Place.SLEEPS))),
                        conjunct(
                                "somebody comes",
                                SLEEPS_WITH_WORK.implies(Local.any(
                                        TOLD.isSet(),
                                        LEFT.isSet(),
                                        ARMED.isSet(),
                                        Fact.somewhere(IRQ.isSet().or(AT.at(Place.WAITS))))))),
                List.of(),
                Optional.of(response),
                List.of());
    }

    static Response response(List<Stage> stages, Plain interruptible, Plain requested, Visit visit) {
        return response(stages, interruptible, requested, List.of(HOLDER), visit);
    }

    static Response response(
            List<Stage> stages, Plain interruptible, Plain requested, List<CpuVariable> locks, Visit visit) {
        return new Response(
                "wakes",
                "",
                AT.at(Place.SLEEPS),
                WORK.isSet(),
                stages,
                new Moment.Global("measure"),
                interruptible,
                requested,
                locks,
                visit,
                List.of());
    }

    private static final Visit VISIT = new Visit(AT.at(Place.HOLDS), List.of(LEFT.isSet()));

    static ParametricSystem whole() {
        return system(steps(), response(stages(), AT.at(Place.RUNS), REQUESTED, VISIT));
    }
}
