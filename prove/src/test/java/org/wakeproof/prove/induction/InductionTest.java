// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wakeproof.prove.induction.RandomSystems.A;
import static org.wakeproof.prove.induction.RandomSystems.B;
import static org.wakeproof.prove.induction.RandomSystems.G;
import static org.wakeproof.prove.induction.RandomSystems.HOLDER;
import static org.wakeproof.prove.induction.RandomSystems.formula;
import static org.wakeproof.prove.induction.RandomSystems.step;
import static org.wakeproof.prove.induction.RandomSystems.system;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wakeproof.prove.logic.Local;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.solver.Solver;
import org.wakeproof.prove.solver.SolverChoice;

/** Induction over any number of CPUs, on systems small enough to look at every state of up to four. */
class InductionTest {
    private static final int ROUNDS = Boolean.getBoolean("slow") ? 80 : 32;
    /** Who is inside holds the lock, and the lock has one holder. */
    private static final Local MUTUAL_EXCLUSION = A.isSet().implies(Local.all(G.isSet(), HOLDER.isThis()));

    @Test
    void aLockIsProvedToExclude() {
        Step enter = Step.named("enter", "")
                .when(G.isClear())
                .set(A)
                .set(G, true)
                .name(HOLDER)
                .build();
        Step leave =
                Step.named("leave", "").when(A.isSet()).clear(A).set(G, false).build();
        ParametricSystem lock = system(List.of(enter, leave), MUTUAL_EXCLUSION);
        try (Solver solver = SolverChoice.SMTINTERPOL.start()) {
            Induction induction = new Induction(lock, solver);
            assertThat(induction.initiation().isProved()).isTrue();
            assertThat(induction.keeps(enter).isProved()).isTrue();
            assertThat(induction.keeps(leave).isProved()).isTrue();
            assertThat(induction.isPossible(leave).isProved()).isTrue();
        }
    }

    @Test
    void aLockThatIsTakenWithoutLookingFailsInAStateOfTwoCpus() {
        Step enter = Step.named("enter", "").set(A).set(G, true).name(HOLDER).build();
        try (Solver solver = SolverChoice.SMTINTERPOL.start()) {
            Check check = new Induction(system(List.of(enter), MUTUAL_EXCLUSION), solver).keeps(enter);
            assertThat(check.isProved()).isFalse();
            Counterexample state = check.counterexample().orElseThrow();
            assertThat(state.cpus()).isEqualTo(2);
            assertThat(state.roles()).containsExactly("takes the step", "is the one for which it fails");
            assertThat(state.own().get(1)).containsExactly("a");
            assertThat(state.global()).contains("g", "holder is CPU1");
        }
    }

    @Test
    void aStepThatCanNeverBeTakenIsTold() {
        Step never =
                Step.named("never", "").when(A.isSet()).when(A.isClear()).set(B).build();
        try (Solver solver = SolverChoice.SMTINTERPOL.start()) {
            Induction induction = new Induction(system(List.of(never), MUTUAL_EXCLUSION), solver);
            assertThat(induction.keeps(never).isProved()).isTrue();
            assertThat(induction.isPossible(never).isProved()).isFalse();
        }
    }

    /** A step has an actor, another CPU, one holder, one for which the goal fails, and witnesses of what is said to be. */
    @Test
    void agreesWithLookingAtEveryStateOfUpToFourCpus() {
        Random random = new Random(1);
        int broken = 0;
        int kept = 0;
        try (Solver solver = SolverChoice.SMTINTERPOL.start()) {
            for (int round = 0; round < ROUNDS; round++) {
                Step step = step(random);
                ParametricSystem system = system(List.of(step), formula(random, 3));
                boolean isBroken = !new Induction(system, solver).keeps(step).isProved();
                boolean isSeenToBe = false;
                for (int cpus = 1; cpus <= 4 && !isSeenToBe; cpus++) {
                    isSeenToBe = new BruteForce(system, cpus).breaks(step);
                }
                assertThat(isBroken).as("%s with %s", step, system).isEqualTo(isSeenToBe);
                broken += isBroken ? 1 : 0;
                kept += isBroken ? 0 : 1;
            }
        }
        assertThat(broken).isGreaterThan(ROUNDS / 8);
        assertThat(kept).isGreaterThan(ROUNDS / 8);
    }
}
