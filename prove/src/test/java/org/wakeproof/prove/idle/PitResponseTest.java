// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.idle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.prove.induction.Check;
import org.wakeproof.prove.induction.Check.Part;
import org.wakeproof.prove.induction.Proof;
import org.wakeproof.prove.induction.Prover;
import org.wakeproof.prove.induction.ResponseInduction;
import org.wakeproof.prove.induction.StretchInduction;
import org.wakeproof.prove.induction.Stretches;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Plain;
import org.wakeproof.prove.logic.Response;
import org.wakeproof.prove.logic.Stage;
import org.wakeproof.prove.logic.Visit;
import org.wakeproof.prove.solver.Solver;
import org.wakeproof.prove.solver.SolverChoice;

/** Who sleeps with work wakes without a HPET, too, though the PIT's handler has its interrupts on while it visits the mask. */
class PitResponseTest {
    private static final ParametricSystem V2 = pit("v2");

    private static ParametricSystem pit(String variant) {
        return IdlePath.of(IdlePart.PIT, IdleVariant.named(variant).orElseThrow());
    }

    private static Proof proved(ParametricSystem system) {
        SolverChoice choice = SolverChoice.Z3.isHere() ? SolverChoice.Z3 : SolverChoice.SMTINTERPOL;
        return new Prover(system, choice, 2, check -> {}).run();
    }

    /** That includes that each stage has a CPU in it alone in some state of the invariant. */
    @ParameterizedTest
    @ValueSource(strings = {"v2", "pit-exit-raises-timer"})
    void whoSleepsWithWorkWakes(String variant) {
        Proof proof = proved(pit(variant));
        assertThat(proof.open()).isEmpty();
        assertThat(proof.asked(Part.RESPONSE)).isGreaterThan(150);
        assertThat(proof.verdict()).isEqualTo(Proof.Verdict.PROVED);
    }

    /** What is safe is proved of each all the same. */
    @ParameterizedTest
    @CsvSource({
        "pit-handler-sends-no-ipi, ENABLED, raised by the handler",
        "pit-handler-waits-for-others, SHRINKS, PIT: TIMER is raised already",
        "pit-handler-raises-on-one, NO_LATER, PIT: read the mask",
        "pit-may-stop, EARLIER, until the PIT's next interrupt: PIT interrupts a CPU",
    })
    void aBugThatOnlyDelaysForEverIsNotProved(String variant, Check.Kind kind, String subject) {
        Proof proof = proved(pit(variant));
        assertThat(proof.verdict()).isEqualTo(Proof.Verdict.NO_RESPONSE);
        assertThat(proof.open())
                .allSatisfy(check -> assertThat(check.kind().part()).isEqualTo(Part.RESPONSE))
                .anySatisfy(check -> {
                    assertThat(check.kind()).isEqualTo(kind);
                    assertThat(check.subject()).isEqualTo(subject);
                });
    }

    /** The handler has other things to do than its loop, as interrupts are on: only its own steps bring its end nearer. */
    @Test
    void theLoopIsNotGoneThroughByWhatComesInBetween() {
        Response response = V2.response().orElseThrow();
        Visit all = new Visit(response.visit().where(), response.visit().sets());
        ParametricSystem without = V2.withResponse(Optional.of(response.withVisit(all)));
        assertThat(shrinks(V2, "raise TIMER on itself").isProved()).isTrue();
        assertThat(shrinks(without, "raise TIMER on itself").isRefuted()).isTrue();
        assertThat(shrinks(without, "do_IRQ: unlock").isRefuted()).isTrue();
    }

    private static Check shrinks(ParametricSystem system, String step) {
        try (Solver solver = SolverChoice.SMTINTERPOL.start()) {
            return new StretchInduction(system, solver).shrinks(system.step(step));
        }
    }

    /** What runs on top of the handler has to come to an end: it is not taken for the loop. */
    @Test
    void whatHasInterruptsOffOnTopOfTheLoopMustEnd() {
        ParametricSystem spins = V2.withSteps(V2.steps().stream()
                .map(step -> step.name().equals("do_IRQ: unlock") ? step.leadingTo(Cells.TOP, Top.IRQ_LOCK) : step)
                .toList());
        assertThat(new Stretches(V2).end().isProved()).isTrue();
        assertThat(new Stretches(spins).end().broken()).contains("do_IRQ: lock", "do_IRQ: unlock");
    }

    /** A stage of the loop needs its helper in the loop, and there a step unless something runs on top. */
    @ParameterizedTest
    @ValueSource(strings = {"raised by the handler", "read from the mask", "pending"})
    void aStageOfTheLoopIsOneOfIt(String name) {
        Response response = V2.response().orElseThrow();
        Visit visit = response.visit();
        Visit elsewhere = new Visit(Cells.HANDLER.at(Handler.ENTRY), visit.sets(), visit.steps(), visit.onTop());
        Visit nothing = new Visit(visit.where(), visit.sets(), visit.steps(), Plain.constant(false));
        assertThat(canProgress(response, name).isProved()).isTrue();
        assertThat(canProgress(response.withVisit(elsewhere), name).isRefuted()).isTrue();
        assertThat(canProgress(response.withVisit(nothing), name).isRefuted()).isTrue();
    }

    private static Check canProgress(Response response, String name) {
        Stage stage = response.stages().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        try (Solver solver = SolverChoice.SMTINTERPOL.start()) {
            return new ResponseInduction(V2.withResponse(Optional.of(response)), solver).canProgress(stage);
        }
    }
}
