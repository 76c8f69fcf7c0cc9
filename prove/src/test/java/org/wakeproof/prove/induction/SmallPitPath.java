// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import static org.wakeproof.prove.induction.SmallIdlePath.*;

import java.util.List;
import java.util.Optional;
import org.wakeproof.prove.induction.SmallIdlePath.Place;
import org.wakeproof.prove.logic.Agent;
import org.wakeproof.prove.logic.Fact;
import org.wakeproof.prove.logic.Flag;
import org.wakeproof.prove.logic.Helper;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Plain;
import org.wakeproof.prove.logic.Progress;
import org.wakeproof.prove.logic.Response;
import org.wakeproof.prove.logic.Stage;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.logic.Visit;

/**
 * As {@link SmallIdlePath}, but one CPU at a time is in a handler that visits all with interrupts on, where others come on top
 * for ever; an interrupt that comes meanwhile has it go round once more. {@code WAITS} is before it looks, {@code HOLDS} in
 * the loop, and {@code LOCKED} says that somebody is in it. {@code ARMED} is there for changes at random.
 */
final class SmallPitPath {
    static final Flag TOP = new Flag("something runs on top");
    private static final Flag AGAIN = new Flag("once more");
    private static final Plain INTERRUPTIBLE =
            AT.in(List.of(Place.RUNS, Place.WAITS, Place.HOLDS)).and(TOP.isClear());
    private static final List<String> LOOP = List.of("tells", "passes", "leaves", "goes round");

    private SmallPitPath() {}

    static Step.Builder at(Place place, String name) {
        return SmallIdlePath.at(place, name).when(TOP.isClear());
    }

    private static List<Step> steps() {
        return List.of(
                Step.named("work comes", "").set(WORK).by(Agent.OUTSIDE).build(),
                Step.named("fires", "").set(IRQ).by(Agent.DEVICE).build(),
                Step.named("comes on top", "")
                        .when(AT.in(List.of(Place.WAITS, Place.HOLDS)).and(TOP.isClear()))
                        .set(TOP)
                        .by(Agent.OUTSIDE)
                        .build(),
                Step.named("returns", "").when(TOP.isSet()).clear(TOP).build(),
                at(Place.RUNS, "takes")
                        .when(IRQ.isSet())
                        .when(LOCKED.isClear())
                        .clear(IRQ)
                        .set(LOCKED, true)
                        .name(HOLDER)
                        .go(AT, Place.WAITS)
                        .by(Agent.INTERRUPT)
                        .build(),
                Step.named("leaves it to the handler", "")
                        .when(INTERRUPTIBLE.and(IRQ.isSet()))
                        .when(LOCKED.isSet())
                        .clear(IRQ)
                        .setEverywhere(AGAIN, Plain.constant(true))
                        .by(Agent.INTERRUPT)
                        .build(),
                at(Place.WAITS, "looks")
                        .setEverywhere(LEFT, Plain.constant(true))
                        .go(AT, Place.HOLDS)
                        .build(),
                tells(at(Place.HOLDS, "tells")),
                passes(at(Place.HOLDS, "passes")),
                at(Place.HOLDS, "leaves")
                        .when(Fact.nowhere(LEFT.isSet()))
                        .when(AGAIN.isClear())
                        .set(LOCKED, false)
                        .go(AT, Place.RUNS)
                        .build(),
                at(Place.HOLDS, "goes round")
                        .when(Fact.nowhere(LEFT.isSet()))
                        .when(AGAIN.isSet())
                        .setEverywhere(AGAIN, Plain.constant(false))
                        .go(AT, Place.WAITS)
                        .build(),
                works(),
                fallsAsleep(),
                wakes());
    }

    private static List<Stage> stages() {
        Helper visitor = new Helper.SomeCpu(AT.at(Place.HOLDS));
        Progress loop = new Progress.WhileVisiting();
        return List.of(
                told(),
                new Stage("left", "", LEFT.isSet(), visitor, loop),
                new Stage(
                        "before it looks",
                        "",
                        ANY,
                        new Helper.SomeCpu(AT.at(Place.WAITS)),
                        new Progress.WhereNothingRunsOnTop("looks", TOP.isSet())),
                new Stage("once more", "", AGAIN.isSet(), visitor, loop),
                new Stage(
                        "interrupt",
                        "",
                        ANY,
                        new Helper.SomeCpu(IRQ.isSet()),
                        new Progress.WhereInterruptible(List.of("takes", "leaves it to the handler"))),
                new Stage("silent", "", ANY, new Helper.Device(), new Progress.Always(List.of("fires"))));
    }

    static ParametricSystem whole() {
        Plain inside = AT.in(List.of(Place.WAITS, Place.HOLDS));
        Visit visit = new Visit(AT.at(Place.HOLDS), List.of(LEFT.isSet()), LOOP, TOP.isSet());
        Response response = response(stages(), INTERRUPTIBLE, REQUESTED, List.of(), visit);
        return new ParametricSystem(
                "small, interrupts on",
                List.of(AT, WORK, TOLD, IRQ, LEFT, TOP, AGAIN, ARMED, LOCKED, HOLDER),
                steps(),
                List.of(
                        conjunct("inside", inside.implies(LOCKED.isSet().and(HOLDER.isThis()))),
                        conjunct("somebody is inside", LOCKED.isSet().implies(HOLDER.is(inside))),
                        conjunct("left", LEFT.isSet().implies(LOCKED.isSet().and(HOLDER.is(AT.at(Place.HOLDS))))),
                        conjunct("again", AGAIN.isSet().implies(LOCKED.isSet())),
                        conjunct("all alike", AGAIN.isSet().or(Fact.nowhere(AGAIN.isSet()))),
                        conjunct("told", TOLD.isSet().implies(AT.at(Place.SLEEPS))),
                        conjunct("on top", TOP.isSet().implies(inside))),
                List.of(),
                Optional.of(response),
                List.of());
    }
}
