// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wakeproof.prove.logic.Agent;
import org.wakeproof.prove.logic.Conjunct;
import org.wakeproof.prove.logic.CpuVariable;
import org.wakeproof.prove.logic.Flag;
import org.wakeproof.prove.logic.GlobalFlag;
import org.wakeproof.prove.logic.Local;
import org.wakeproof.prove.logic.Moment;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Plain;
import org.wakeproof.prove.logic.Program;
import org.wakeproof.prove.logic.Response;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.logic.Visit;
import org.wakeproof.prove.solver.Solver;
import org.wakeproof.prove.solver.SolverChoice;

/** Interrupts that are off come on again: loops, locks that wait for each other, and sets that grow are found. */
class StretchesTest {
    private enum Place {
        ON,
        OFF,
        FIRST,
        SECOND,
        LOOP
    }

    private static final Program<Place> AT = new Program<>("at", Place.class);
    private static final Flag LEFT = new Flag("left to visit");
    private static final Flag MASKED = new Flag("masked");
    private static final GlobalFlag ONE = new GlobalFlag("one");
    private static final GlobalFlag TWO = new GlobalFlag("two");
    private static final CpuVariable HOLDER_OF_ONE = new CpuVariable("holder of one", ONE);
    private static final CpuVariable HOLDER_OF_TWO = new CpuVariable("holder of two", TWO);

    private static ParametricSystem system(List<Conjunct> invariant, Step... steps) {
        Response response = new Response(
                "",
                "",
                Plain.constant(false),
                Plain.constant(false),
                List.of(),
                new Moment.Global("measure"),
                AT.at(Place.ON),
                Plain.constant(false),
                List.of(HOLDER_OF_ONE, HOLDER_OF_TWO),
                new Visit(AT.at(Place.LOOP), List.of(LEFT.isSet())),
                List.of());
        return new ParametricSystem(
                "small",
                List.of(AT, LEFT, MASKED, ONE, TWO, HOLDER_OF_ONE, HOLDER_OF_TWO),
                List.of(steps),
                invariant,
                List.of(),
                Optional.of(response),
                List.of());
    }

    private static Step.Builder step(Place from, Place to) {
        return Step.named(from + " to " + to, "").when(AT.at(from)).go(AT, to);
    }

    private static Conjunct held(CpuVariable lock, Place... places) {
        Plain there = AT.in(List.of(places));
        return new Conjunct(
                lock.name(),
                "",
                Local.all(
                        there.implies(lock.whileSet().isSet().and(lock.isThis())),
                        lock.whileSet().isSet().implies(lock.is(there))),
                false);
    }

    @Test
    void aWayThroughEnds() {
        assertThat(new Stretches(system(
                                List.of(),
                                step(Place.ON, Place.OFF).build(),
                                step(Place.OFF, Place.FIRST).build(),
                                step(Place.FIRST, Place.ON).build()))
                        .end()
                        .isProved())
                .isTrue();
    }

    @Test
    void aLoopWithInterruptsOffDoesNot() {
        Step[] steps = {
            step(Place.ON, Place.OFF).build(),
            step(Place.OFF, Place.FIRST).build(),
            step(Place.FIRST, Place.OFF).build(),
            step(Place.FIRST, Place.ON).build()
        };
        assertThat(new Stretches(system(List.of(), steps)).end().broken())
                .containsExactly("OFF to FIRST", "FIRST to OFF");
    }

    @Test
    void norDoesOneThatStaysWhereItIs() {
        Step spins = Step.named("spins", "").when(AT.at(Place.OFF)).set(LEFT).build();
        assertThat(new Stretches(system(List.of(), spins)).end().broken()).containsExactly("spins");
        Step device = Step.named("device", "").set(LEFT).by(Agent.DEVICE).build();
        assertThat(new Stretches(system(List.of(), device)).end().isProved()).isTrue();
    }

    /** The invariant may say that a loop is never entered. */
    @Test
    void aLoopAtPlacesThatAreNeverReachedIsNone() {
        Step spins = step(Place.OFF, Place.OFF).build();
        Conjunct never = new Conjunct("never", "", Plain.not(AT.at(Place.OFF)), false);
        assertThat(new Stretches(system(List.of(), spins)).end().isRefuted()).isTrue();
        assertThat(new Stretches(system(List.of(never), spins)).end().isProved())
                .isTrue();
    }

    private static ParametricSystem interruptible(Plain interruptible, Step step) {
        Response on = system(List.of()).response().orElseThrow();
        return system(List.of(), step)
                .withResponse(Optional.of(new Response(
                        "",
                        "",
                        on.asleep(),
                        on.work(),
                        List.of(),
                        on.measure(),
                        interruptible,
                        on.requested(),
                        List.of(),
                        Visit.NONE,
                        List.of())));
    }

    @Test
    void whoLeavesOpenWhetherInterruptsAreOnIsRefused() {
        Step opens = Step.named("opens", "").set(MASKED, LEFT.isSet()).build();
        ParametricSystem system = interruptible(MASKED.isClear(), opens);
        assertThatThrownBy(() -> new Stretches(system).end())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'opens' decides where another CPU is, or leaves open whether interrupts are on");
    }

    /** Of one CPU's places the graph shows nothing that others do. */
    @Test
    void whoTurnsInterruptsOffForAnotherIsRefused() {
        Step masks =
                Step.named("masks", "").when(AT.at(Place.ON)).setOther(MASKED).build();
        Step everywhere = Step.named("everywhere", "")
                .when(AT.at(Place.ON))
                .setEverywhere(MASKED, Plain.constant(true))
                .build();
        for (Step step : List.of(masks, everywhere)) {
            ParametricSystem system = interruptible(AT.at(Place.ON).and(MASKED.isClear()), step);
            assertThatThrownBy(() -> new Stretches(system).end())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "'" + step + "' decides where another CPU is, or leaves open whether interrupts are on");
            assertThat(new Stretches(system(List.of(), step)).end().isProved()).isTrue();
        }
    }

    /** If a lock goes from hand to hand, nobody keeps it, and yet who waits for it waits for ever. */
    @Test
    void aLockThatIsHandedOnIsNotReleased() {
        Step takes = step(Place.OFF, Place.FIRST)
                .when(ONE.isClear())
                .set(ONE, true)
                .name(HOLDER_OF_ONE)
                .build();
        Step takesOver = step(Place.OFF, Place.FIRST).name(HOLDER_OF_ONE).build();
        ParametricSystem system = system(List.of(), takes, takesOver);
        try (Solver solver = SolverChoice.SMTINTERPOL.start()) {
            StretchInduction induction = new StretchInduction(system, solver);
            assertThat(induction.findsFree(takes).isProved()).isTrue();
            assertThat(induction.findsFree(takesOver).broken()).containsExactly("holder of one");
        }
        assertThat(new Prover(system, SolverChoice.SMTINTERPOL, 1, check -> {})
                        .run().checks().stream()
                                .filter(check -> check.kind() == Check.Kind.FREE)
                                .map(Check::subject))
                .containsExactly("OFF to FIRST", "OFF to FIRST");
    }

    @Test
    void aHolderThatWaitsForTheOtherLockIsFound() {
        Step first = step(Place.OFF, Place.FIRST)
                .when(ONE.isClear())
                .set(ONE, true)
                .name(HOLDER_OF_ONE)
                .build();
        Step release = step(Place.FIRST, Place.ON).set(ONE, false).build();
        Step second = step(Place.FIRST, Place.SECOND)
                .when(TWO.isClear())
                .set(TWO, true)
                .name(HOLDER_OF_TWO)
                .build();
        List<Conjunct> books = List.of(held(HOLDER_OF_ONE, Place.FIRST, Place.SECOND));
        try (Solver solver = SolverChoice.SMTINTERPOL.start()) {
            assertThat(new StretchInduction(system(List.of(held(HOLDER_OF_ONE, Place.FIRST)), first, release), solver)
                            .holderGoesOn(HOLDER_OF_ONE)
                            .isProved())
                    .isTrue();
            Check waits = new StretchInduction(system(books, first, second), solver).holderGoesOn(HOLDER_OF_ONE);
            assertThat(waits.broken()).contains("has a step");
            assertThat(waits.counterexample().orElseThrow().roles()).contains("is the one for which it fails");
        }
    }

    @Test
    void aHolderThatCanBeInterruptedIsFound() {
        Step release = step(Place.ON, Place.ON).set(ONE, false).build();
        try (Solver solver = SolverChoice.SMTINTERPOL.start()) {
            assertThat(new StretchInduction(system(List.of(held(HOLDER_OF_ONE, Place.ON)), release), solver)
                            .holderGoesOn(HOLDER_OF_ONE)
                            .broken())
                    .containsExactly("interrupts off, awake");
        }
    }

    /** Waiting for a lock is no dead end, a place that no step leads away from is. */
    @Test
    void aDeadEndWithInterruptsOffIsFound() {
        Step waits = step(Place.OFF, Place.ON)
                .when(ONE.isClear())
                .set(ONE, true)
                .name(HOLDER_OF_ONE)
                .build();
        Conjunct onlyOff = new Conjunct("", "", AT.in(List.of(Place.ON, Place.OFF)), false);
        try (Solver solver = SolverChoice.SMTINTERPOL.start()) {
            assertThat(new StretchInduction(system(List.of(onlyOff), waits), solver)
                            .goesOn()
                            .isProved())
                    .isTrue();
            assertThat(new StretchInduction(system(List.of(), waits), solver)
                            .goesOn()
                            .isRefuted())
                    .isTrue();
        }
    }

    @Test
    void aLoopOverASetShrinksItUnlessSomebodyAddsToIt() {
        Conjunct one = new Conjunct(
                "one visits", "", AT.at(Place.LOOP).implies(ONE.isSet().and(HOLDER_OF_ONE.isThis())), false);
        Step visit = Step.named("visit", "")
                .when(AT.at(Place.LOOP))
                .with(LEFT.isSet())
                .clearOther(LEFT)
                .build();
        Step idle =
                Step.named("idle", "").when(AT.at(Place.LOOP)).set(TWO, true).build();
        Step joins = Step.named("joins", "").when(AT.at(Place.ON)).set(LEFT).build();
        Step device = Step.named("device", "").set(LEFT).by(Agent.DEVICE).build();
        Step leaves = step(Place.LOOP, Place.ON).build();
        ParametricSystem system = system(List.of(one), visit, idle, joins, device, leaves);
        try (Solver solver = SolverChoice.SMTINTERPOL.start()) {
            StretchInduction induction = new StretchInduction(system, solver);
            assertThat(induction.shrinks(visit).isProved()).isTrue();
            assertThat(induction.shrinks(leaves).isProved()).isTrue();
            assertThat(induction.shrinks(idle).isRefuted()).isTrue();
            assertThat(induction.shrinks(joins).isRefuted()).isTrue();
            assertThat(induction.shrinks(device).isRefuted()).isTrue();
        }
    }
}
