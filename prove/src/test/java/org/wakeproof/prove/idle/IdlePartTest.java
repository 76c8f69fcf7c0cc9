// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.idle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.wakeproof.prove.induction.Check;
import org.wakeproof.prove.induction.Check.Part;
import org.wakeproof.prove.induction.Induction;
import org.wakeproof.prove.induction.Proof;
import org.wakeproof.prove.induction.Prover;
import org.wakeproof.prove.induction.StretchInduction;
import org.wakeproof.prove.logic.Conjunct;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Plain;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.logic.Update;
import org.wakeproof.prove.solver.Solver;
import org.wakeproof.prove.solver.Solver.Answer;
import org.wakeproof.prove.solver.SolverChoice;

/** The other parts of the idle path: each is proved, needs its key conjuncts, and rejects its bugs in their steps. */
class IdlePartTest {
    private static ParametricSystem system(String part, String variant) {
        return IdlePath.of(
                IdlePart.valueOf(part.toUpperCase().replace('-', '_')),
                IdleVariant.named(variant).orElseThrow());
    }

    /** By z3 where it is here, as it is quicker; what SMTInterpol says of all questions is kept in proofs/prove. */
    private static Proof proved(ParametricSystem system) {
        SolverChoice choice = SolverChoice.Z3.isHere() ? SolverChoice.Z3 : SolverChoice.SMTINTERPOL;
        return new Prover(system, choice, 2, check -> {}).run();
    }

    /** That includes that every step can be taken in some state of the invariant. */
    @ParameterizedTest
    @CsvSource({
        "pit, v2",
        "pit, pit-exit-raises-timer",
        "offline, v2-online",
        "offline, timers-only",
        "msi-shared, v2",
        "in-mwait, v2",
        "mwait-flags, v2"
    })
    void losesNoWakeUpWhateverTheNumberOfCpus(String part, String variant) {
        Proof proof = proved(system(part, variant).withResponse(Optional.empty()));
        assertThat(proof.open()).isEmpty();
        assertThat(proof.verdict()).isEqualTo(Proof.Verdict.PROVED);
    }

    @ParameterizedTest
    @CsvSource({
        "pit, v1, V1: raise TIMER, told",
        "pit, no-check, no look, told",
        "pit, pit-exit-stops-timer, exit: deadline over, LAPIC timer",
        "legacy-any, broadcast-off, enter: earlier than next_event, covered",
        "offline, v2, look: nothing, online",
        "msi-shared, v1, V1: raise TIMER, told",
        "msi-shared, masks-while-rerouting, comparator matches masked, comparator",
        "in-mwait, arms-monitor-last, mwait: monitor (C1), told",
        "in-mwait, arms-monitor-last, mwait: monitor (C3), told",
        "in-mwait, looks-at-mwait-first, raises behind the look, told",
        "in-mwait-tso, nothing-locked-after-mwait, cli, in_mwait is over",
        "in-mwait-tso, nothing-locked-after-mwait, exit: lock, in_mwait is over",
        "mwait-flags, reads-flags-twice, handler: read the flags again, covered",
    })
    void eachBugLeadsOutOfTheInvariantInItsStep(String part, String variant, String step, String conjunct) {
        ParametricSystem system = system(part, variant);
        try (Solver solver = SolverChoice.SMTINTERPOL.start()) {
            Check check = new Induction(system, solver).keeps(system.step(step));
            assertThat(check.answer()).isEqualTo(Answer.SATISFIABLE);
            assertThat(check.broken()).contains(conjunct);
            assertThat(check.counterexample().orElseThrow().cpus()).isLessThanOrEqualTo(3);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "pit, told, no softirq is slept through",
        "pit, covered, no deadline is slept through in C3",
        "pit, LAPIC timer, no deadline is slept through in C1",
        "pit, first timer, no timer is slept through",
        "offline, online, nobody sleeps offline",
        "msi-shared, comparator, no deadline is slept through in C3",
        "msi-shared, owner, the owner uses the channel",
        "in-mwait, told, no softirq is slept through",
        "in-mwait, covered, no deadline is slept through in C3",
        "in-mwait, LAPIC timer, no deadline is slept through in C1",
        "mwait-flags, covered, no deadline is slept through in C3",
    })
    void withoutAKeyConjunctAPropertyDoesNotFollow(String part, String conjunct, String property) {
        KeyConjuncts.assertNeeded(system(part, "v2"), conjunct, property);
    }

    /** A store in the buffer is not seen by the handler, nor in_mwait = 0 by who raises. */
    @ParameterizedTest
    @CsvSource({
        "in memory, 'handler: earliest so far', covered",
        "in_mwait is over, 'remote raise of another, in mwait', told",
    })
    void withoutAKeyConjunctAboutStoreBuffersAStepLeadsOut(String conjunct, String step, String broken) {
        ParametricSystem whole = system("in-mwait-tso", "v2");
        ParametricSystem without = whole.withInvariant(whole.invariant().stream()
                .filter(each -> !each.name().equals(conjunct))
                .toList());
        try (Solver solver = SolverChoice.SMTINTERPOL.start()) {
            assertThat(new Induction(whole, solver).keeps(whole.step(step)).isProved())
                    .isTrue();
            assertThat(new Induction(without, solver).keeps(whole.step(step)).broken())
                    .contains(broken);
        }
    }

    /** And who sleeps wakes, by the same stages. */
    @EnabledIfSystemProperty(named = "slow", matches = "true", disabledReason = "a minute each; -Dslow=true")
    @ParameterizedTest
    @CsvSource({
        "offline, v2-online",
        "offline, timers-only",
        "msi-shared, v2",
        "in-mwait, v2",
        "in-mwait-tso, v2",
        "mwait-flags, v2"
    })
    void andWhoSleepsWithWorkWakes(String part, String variant) {
        Proof proof = proved(system(part, variant));
        assertThat(proof.open()).isEmpty();
        assertThat(proof.asked(Part.RESPONSE)).isGreaterThan(250);
        assertThat(proof.verdict()).isEqualTo(Proof.Verdict.PROVED);
    }

    /** A CPU that has stopped for ever has no step, and need not have one; one that is not known to be gone must. */
    @Test
    void aDeadCpuIsGone() {
        ParametricSystem known = system("offline", "v2-online");
        ParametricSystem unknown =
                known.withResponse(known.response().map(response -> response.withGone(Plain.constant(false))));
        try (Solver solver = SolverChoice.SMTINTERPOL.start()) {
            assertThat(new StretchInduction(known, solver).goesOn().isProved()).isTrue();
            assertThat(new StretchInduction(unknown, solver).goesOn().isRefuted())
                    .isTrue();
        }
    }

    static Stream<Arguments> versions() {
        return Stream.of(IdlePart.values())
                .flatMap(part -> IdleVariant.of(part).stream().map(variant -> Arguments.of(part, variant)));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void stepsAndConjunctsHaveNamesOfTheirOwnAndWriteTheSystemsVariables(IdlePart part, IdleVariant variant) {
        ParametricSystem system = IdlePath.of(part, variant);
        assertThat(system.steps().stream().map(Step::name)).doesNotHaveDuplicates();
        assertThat(system.invariant().stream().map(Conjunct::name)).doesNotHaveDuplicates();
        assertThat(system.variables()).doesNotHaveDuplicates();
        assertThat(system.steps().stream()
                        .flatMap(step -> step.updates().stream().map(Update::written)))
                .isSubsetOf(system.variables());
    }

    @Test
    void aPartHasNoVersionOfAnother() {
        assertThat(IdleVariant.of(IdlePart.PIT)).doesNotContain(IdleVariant.EXIT_IGNORES_DEADLINE);
        assertThatThrownBy(() -> IdlePath.of(IdlePart.PIT, IdleVariant.EXIT_IGNORES_DEADLINE))
                .hasMessage("pit has no version exit-ignores-deadline");
        assertThat(List.of(IdlePart.values()))
                .allSatisfy(part -> assertThat(IdleVariant.of(part)).contains(IdleVariant.V2));
    }
}
