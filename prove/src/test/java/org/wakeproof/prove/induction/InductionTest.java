// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wakeproof.prove.logic.Conjunct;
import org.wakeproof.prove.logic.CpuVariable;
import org.wakeproof.prove.logic.Fact;
import org.wakeproof.prove.logic.Flag;
import org.wakeproof.prove.logic.GlobalFlag;
import org.wakeproof.prove.logic.Local;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Plain;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.solver.Solver;
import org.wakeproof.prove.solver.SolverChoice;

/** Induction over any number of CPUs, on systems small enough to look at every state of up to four. */
class InductionTest {
    private static final int ROUNDS = Boolean.getBoolean("slow") ? 80 : 32;
    private static final Flag A = new Flag("a");
    private static final Flag B = new Flag("b");
    private static final GlobalFlag G = new GlobalFlag("g");
    private static final CpuVariable HOLDER = new CpuVariable("holder", G);

    private static ParametricSystem system(List<Step> steps, Local invariant) {
        return new ParametricSystem(
                "small",
                List.of(A, B, G, HOLDER),
                steps,
                List.of(new Conjunct("invariant", "", invariant, true)),
                List.of(),
                List.of());
    }

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

    private static Step step(Random random) {
        Step.Builder step = Step.named("step", "").when(formula(random, 2));
        boolean hasOther = random.nextBoolean();
        if (hasOther) {
            step.with(formula(random, 1));
        }
        List<Runnable> changes = new ArrayList<>(List.of(
                () -> step.set(A, plain(random)),
                () -> step.setEverywhere(B, plain(random)),
                () -> step.set(G, random.nextBoolean()),
                () -> step.name(HOLDER)));
        if (hasOther) {
            changes.add(() -> step.setOther(B));
        }
        int count = 1 + random.nextInt(2);
        for (int change = 0; change < count; change++) {
            changes.remove(random.nextInt(changes.size())).run();
        }
        return step.build();
    }

    private static Plain plain(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> A.isSet();
            case 1 -> B.isClear();
            case 2 -> A.isSet().or(B.isSet());
            default -> Plain.constant(random.nextBoolean());
        };
    }

    private static Local formula(Random random, int depth) {
        if (depth == 0) {
            return switch (random.nextInt(4)) {
                case 0 -> A.isSet();
                case 1 -> B.isSet();
                case 2 -> G.isSet();
                default -> HOLDER.isThis();
            };
        }
        return switch (random.nextInt(6)) {
            case 0 -> Local.not(formula(random, depth - 1));
            case 1 -> formula(random, depth - 1).and(formula(random, depth - 1));
            case 2 -> formula(random, depth - 1).or(formula(random, depth - 1));
            case 3 -> Fact.somewhere(formula(random, depth - 1));
            case 4 -> HOLDER.is(formula(random, depth - 1));
            default -> formula(random, depth - 1).implies(formula(random, depth - 1));
        };
    }
}
