// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.idle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wakeproof.prove.idle.Cells.EVENT_CHECK;
import static org.wakeproof.prove.idle.Cells.EXPIRED;
import static org.wakeproof.prove.idle.Cells.RAISED;
import static org.wakeproof.prove.idle.Cells.handles;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.prove.induction.Check;
import org.wakeproof.prove.induction.Check.Part;
import org.wakeproof.prove.induction.Induction;
import org.wakeproof.prove.induction.Proof;
import org.wakeproof.prove.induction.Prover;
import org.wakeproof.prove.induction.ResponseInduction;
import org.wakeproof.prove.induction.StretchInduction;
import org.wakeproof.prove.induction.Stretches;
import org.wakeproof.prove.logic.Fact;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Plain;
import org.wakeproof.prove.logic.Response;
import org.wakeproof.prove.logic.Stage;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.solver.Solver;
import org.wakeproof.prove.solver.SolverChoice;

/** Who sleeps with work wakes, in stages of which each is needed; bugs that lose nothing, but delay for ever, do not fit. */
class IdleResponseTest {
    private static final ParametricSystem V2 = IdlePath.of(IdleVariant.V2);

    private static Check asked(ParametricSystem system, String question, String subject) {
        try (Solver solver = SolverChoice.SMTINTERPOL.start()) {
            return switch (question) {
                case "leads no later" -> new ResponseInduction(system, solver).leadsNoLater(system.step(subject));
                case "has a step" -> new StretchInduction(system, solver).goesOn();
                case "holder has a step" -> new StretchInduction(system, solver).holderGoesOn(Cells.CHANNEL_HOLDER);
                case "shrinks" -> new StretchInduction(system, solver).shrinks(system.step(subject));
                case "ends" -> new Stretches(system).end();
                default -> throw new IllegalArgumentException(question);
            };
        }
    }

    /** The step that each bug changes keeps the invariant all the same: nothing is slept through, it is only never done. */
    @ParameterizedTest
    @CsvSource({
        "handler-sends-no-ipi, has a step, '', ''",
        "handler-sends-no-ipi, holder has a step, '', ''",
        "handler-goes-round, ends, handler: written in time, handler: written in time",
        "rewrites-same-time, ends, handler: written too late, handler: written too late",
        "rearms-for-equal-deadline, leads no later, enter: write next_event, armed",
    })
    void aBugThatOnlyDelaysForEverDoesNotFitTheStages(String variant, String question, String step, String broken) {
        ParametricSystem bug = IdlePath.of(IdleVariant.named(variant).orElseThrow());
        assertThat(asked(V2, question, step).isProved()).isTrue();
        Check check = asked(bug, question, step);
        assertThat(check.isRefuted()).isTrue();
        if (!broken.isEmpty()) {
            assertThat(check.broken()).contains(broken);
            try (Solver solver = SolverChoice.SMTINTERPOL.start()) {
                assertThat(new Induction(bug, solver).keeps(bug.step(step)).isProved())
                        .isTrue();
            }
        }
    }

    @EnabledIfSystemProperty(named = "slow", matches = "true", disabledReason = "a minute; -Dslow=true")
    @ParameterizedTest
    @EnumSource(
            value = IdleVariant.class,
            names = {"HANDLER_SENDS_NO_IPI", "HANDLER_GOES_ROUND", "REWRITES_SAME_TIME", "REARMS_FOR_EQUAL_DEADLINE"})
    void itsInvariantIsInductive(IdleVariant variant) {
        SolverChoice choice = SolverChoice.Z3.isHere() ? SolverChoice.Z3 : SolverChoice.SMTINTERPOL;
        Proof proof = new Prover(IdlePath.of(variant), choice, 2, check -> {}).run();
        assertThat(proof.verdict()).isEqualTo(Proof.Verdict.NO_RESPONSE);
        assertThat(proof.open())
                .isNotEmpty()
                .allSatisfy(check -> assertThat(check.kind().part()).isEqualTo(Part.RESPONSE));
    }

    static Stream<Stage> stages() {
        return V2.response().orElseThrow().stages().stream();
    }

    @Test
    void whoSleepsWithWorkIsInSomeStage() {
        try (Solver solver = SolverChoice.SMTINTERPOL.start()) {
            assertThat(new ResponseInduction(V2, solver).isInSomeStage().isProved())
                    .isTrue();
        }
    }

    /** It is left by a step that leads earlier, and some state of the invariant has a CPU in that stage alone. */
    @Test
    void eachStageIsLeftAndIsNeeded() {
        try (Solver solver = SolverChoice.SMTINTERPOL.start()) {
            ResponseInduction induction = new ResponseInduction(V2, solver);
            assertThat(stages()).allSatisfy(stage -> {
                assertThat(induction.canProgress(stage).isProved()).isTrue();
                assertThat(induction.isNeeded(stage).isProved()).isTrue();
                assertThat(stage.progress().steps())
                        .allSatisfy(step -> assertThat(induction
                                        .leadsEarlier(stage, V2.step(step))
                                        .isProved())
                                .isTrue());
            });
        }
    }

    @EnabledIfSystemProperty(named = "slow", matches = "true", disabledReason = "half a minute; -Dslow=true")
    @ParameterizedTest
    @MethodSource("stages")
    void withoutAStageWhoSleepsWithWorkMayBeInNone(Stage stage) {
        ParametricSystem without = without(stage);
        try (Solver solver = SolverChoice.SMTINTERPOL.start()) {
            assertThat(new ResponseInduction(without, solver).isInSomeStage().isRefuted())
                    .isTrue();
        }
    }

    @Test
    void withoutTheArmedComparatorToo() {
        withoutAStageWhoSleepsWithWorkMayBeInNone(
                stages().filter(stage -> stage.name().equals("armed"))
                        .findFirst()
                        .orElseThrow());
    }

    private static ParametricSystem without(Stage stage) {
        Response response = V2.response().orElseThrow();
        return V2.withResponse(Optional.of(response.withStages(
                response.stages().stream().filter(each -> each != stage).toList())));
    }

    /** The steps that arm and disarm the comparator, by SMTInterpol; z3 is asked about all of them in a slow test. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "comparator matches",
                "HPET interrupts a CPU",
                "enter: write the comparator late",
                "handler: something later",
                "handler: TIMER is raised already",
                "exit: turn the comparator off"
            })
    void aStepLeadsToNoLaterStage(String step) {
        assertThat(asked(V2, "leads no later", step).isProved()).isTrue();
    }

    /** A write of interrupts to nobody could be repeated for ever. */
    @Test
    void theHandlersLoopShrinksWhatItVisits() {
        String name = "handler: interrupt all";
        Step toNobody = Step.named(name, "even if nobody has been raised")
                .when(handles(Handler.SCAN))
                .when(Fact.nowhere(EXPIRED.isSet()))
                .setEverywhere(EVENT_CHECK, EVENT_CHECK.isSet().or(RAISED.isSet()))
                .setEverywhere(RAISED, Plain.constant(false))
                .build();
        assertThat(asked(V2, "shrinks", name).isProved()).isTrue();
        assertThat(asked(instead(toNobody), "shrinks", name).isRefuted()).isTrue();
    }

    /** If a comparator could be too late for ever, the handler and who enters could write it for ever. */
    @ParameterizedTest
    @CsvSource({
        "handler: written too late, handler: write the comparator late",
        "handler: perhaps too late, handler: write the comparator",
        "enter: written too late, enter: write the comparator late",
        "enter: perhaps too late, enter: write the comparator",
    })
    void interruptsMayStayOffIfARetryNeverSucceeds(String retry, String write) {
        Step step = V2.step(retry);
        Step forEver = new Step(
                step.name(),
                step.words(),
                step.guard(),
                step.other(),
                step.owing(),
                step.updates(),
                step.agent(),
                false);
        assertThat(new Stretches(V2).end().isProved()).isTrue();
        assertThat(new Stretches(instead(forEver)).end().broken()).contains(retry, write);
    }

    private static ParametricSystem instead(Step step) {
        return V2.withSteps(V2.steps().stream()
                .map(each -> each.name().equals(step.name()) ? step : each)
                .toList());
    }
}
