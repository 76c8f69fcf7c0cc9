// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.idle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wakeproof.prove.induction.Check;
import org.wakeproof.prove.induction.Check.Part;
import org.wakeproof.prove.induction.Induction;
import org.wakeproof.prove.induction.Proof;
import org.wakeproof.prove.induction.Prover;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.solver.Solver;
import org.wakeproof.prove.solver.Solver.Answer;
import org.wakeproof.prove.solver.SolverChoice;

/** The idle path as committed is proved for any number of CPUs; each bug fails in its own step, in a state of few CPUs. */
class IdlePathTest {
    /** By z3 where it is here, as it is quicker; what SMTInterpol says of all questions is kept in proofs/prove. */
    private static Proof proved(ParametricSystem system) {
        SolverChoice choice = SolverChoice.Z3.isHere() ? SolverChoice.Z3 : SolverChoice.SMTINTERPOL;
        return new Prover(system, choice, 2, check -> {}).run();
    }

    @Test
    void losesNoWakeUpWhateverTheNumberOfCpus() {
        Proof proof = proved(IdlePath.of(IdleVariant.V2).withResponse(Optional.empty()));
        assertThat(proof.open()).isEmpty();
        assertThat(proof.verdict()).isEqualTo(Proof.Verdict.PROVED);
        assertThat(proof.asked(Part.RESPONSE)).isZero();
        assertThat(proof.mostCpus()).isLessThanOrEqualTo(9);
    }

    @EnabledIfSystemProperty(named = "slow", matches = "true", disabledReason = "half a minute; -Dslow=true")
    @Test
    void andWhoSleepsWithWorkWakes() {
        Proof proof = proved(IdlePath.of(IdleVariant.V2));
        assertThat(proof.open()).isEmpty();
        assertThat(proof.verdict()).isEqualTo(Proof.Verdict.PROVED);
        assertThat(proof.asked(Part.RESPONSE)).isGreaterThan(250);
        assertThat(proof.mostCpus()).isLessThanOrEqualTo(14);
    }

    @ParameterizedTest
    @CsvSource({
        "v1, V1: raise TIMER, told, 1",
        "no-check, no look, told, 1",
        "exit-ignores-deadline, exit: deadline over, LAPIC timer, 1",
        "trace, trace record, told, 1",
        "halt-in-two-steps, local timer: raise TIMER, told, 1",
        "interrupts-before-raising, handler: bit behind IPI, told, 2",
        "handler-forgets-to-rearm, handler: something later, covered, 2",
        "clears-bit-after-handler, TIMER is cleared late, first timer, 1",
        "handler-ignores-miss, handler: written too late, comparator, 1",
    })
    void eachBugLeadsOutOfTheInvariantInItsStep(String variant, String step, String conjunct, int cpus) {
        ParametricSystem system = IdlePath.of(IdleVariant.named(variant).orElseThrow());
        Check check = asked(system, SolverChoice.SMTINTERPOL, step);
        assertThat(check.answer()).isEqualTo(Answer.SATISFIABLE);
        assertThat(check.broken()).contains(conjunct);
        assertThat(check.counterexample().orElseThrow().cpus()).isEqualTo(cpus);
    }

    @Test
    void aSecondSolverSaysTheSame() {
        assumeTrue(SolverChoice.Z3.isHere(), "z3 is not here");
        ParametricSystem system = IdlePath.of(IdleVariant.V1);
        assertThat(asked(system, SolverChoice.Z3, "V1: raise TIMER").broken()).containsExactly("told");
        assertThat(asked(system, SolverChoice.Z3, "exit: deadline over").isProved())
                .isTrue();
    }

    /** With the bug's step as it is in V2, its place is not wrong. */
    @ParameterizedTest
    @CsvSource({"exit: deadline over", "handler: something later", "handler: written too late", "look: nothing"})
    void theStepsThatBugsChangeKeepTheInvariantAsCommitted(String step) {
        assertThat(asked(IdlePath.of(IdleVariant.V2), SolverChoice.SMTINTERPOL, step)
                        .isProved())
                .isTrue();
    }

    private static Check asked(ParametricSystem system, SolverChoice choice, String name) {
        Step step = system.steps().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        try (Solver solver = choice.start()) {
            return new Induction(system, solver).keeps(step);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "told, no softirq is slept through",
        "covered, no deadline is slept through in C3",
        "comparator, no deadline is slept through in C3",
        "LAPIC timer, no deadline is slept through in C1",
        "first timer, no timer is slept through",
    })
    void withoutAKeyConjunctAPropertyDoesNotFollow(String conjunct, String property) {
        KeyConjuncts.assertNeeded(IdlePath.of(IdleVariant.V2), conjunct, property);
    }

    @Test
    void everyVersionIsNamedAsItIsTyped() {
        assertThat(Arrays.stream(IdleVariant.values()).map(Object::toString)).contains("v2", "v1", "no-check");
        assertThat(IdleVariant.named("V1")).isEmpty();
    }

    @Test
    void aSolverThatIsNotHereSaysHowToGetIt() {
        assumeTrue(!SolverChoice.CVC5.isHere());
        org.assertj.core.api.Assertions.assertThatThrownBy(SolverChoice.CVC5::start)
                .hasMessage("cvc5 is not on the path: install it (Debian: cvc5), or leave --solver out");
    }
}
