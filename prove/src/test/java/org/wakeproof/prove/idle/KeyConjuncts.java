// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.idle;

import static org.assertj.core.api.Assertions.assertThat;

import org.wakeproof.prove.induction.Induction;
import org.wakeproof.prove.logic.Conjunct;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.solver.Solver;
import org.wakeproof.prove.solver.Solver.Answer;
import org.wakeproof.prove.solver.SolverChoice;

/** Whether the sentences that people had to think of are needed. */
final class KeyConjuncts {
    private KeyConjuncts() {}

    /** Asserts that a property follows from the invariant, and not from what is left without the conjunct. */
    static void assertNeeded(ParametricSystem whole, String conjunct, String property) {
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
}
