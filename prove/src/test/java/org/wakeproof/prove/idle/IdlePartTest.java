// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.idle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.wakeproof.prove.induction.Check;
import org.wakeproof.prove.induction.Induction;
import org.wakeproof.prove.induction.Proof;
import org.wakeproof.prove.induction.Prover;
import org.wakeproof.prove.logic.Conjunct;
import org.wakeproof.prove.logic.ParametricSystem;
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

    /** That includes that every step can be taken in some state of the invariant. */
    @ParameterizedTest
    @CsvSource({"pit, v2", "pit, pit-exit-raises-timer"})
    void losesNoWakeUpWhateverTheNumberOfCpus(String part, String variant) {
        ParametricSystem safety = system(part, variant).withResponse(Optional.empty());
        Proof proof = new Prover(safety, SolverChoice.SMTINTERPOL, 2, check -> {}).run();
        assertThat(proof.open()).isEmpty();
        assertThat(proof.verdict()).isEqualTo(Proof.Verdict.PROVED);
    }

    @ParameterizedTest
    @CsvSource({
        "pit, v1, V1: raise TIMER, told",
        "pit, no-check, no look, told",
        "pit, pit-exit-stops-timer, exit: deadline over, LAPIC timer",
        "legacy-any, broadcast-off, enter: earlier than next_event, covered",
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
    })
    void withoutAKeyConjunctAPropertyDoesNotFollow(String part, String conjunct, String property) {
        ParametricSystem whole = system(part, "v2");
        ParametricSystem without = whole.withInvariant(whole.invariant().stream()
                .filter(each -> !each.name().equals(conjunct))
                .toList());
        assertThat(without.invariant()).hasSize(whole.invariant().size() - 1);
        Conjunct asked = whole.properties().stream()
                .filter(each -> each.name().equals(property))
                .findFirst()
                .orElseThrow();
        try (Solver solver = SolverChoice.SMTINTERPOL.start()) {
            assertThat(new Induction(whole, solver).implies(asked).isProved()).isTrue();
            assertThat(new Induction(without, solver).implies(asked).answer()).isEqualTo(Answer.SATISFIABLE);
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
