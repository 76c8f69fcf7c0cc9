// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wakeproof.prove.induction.SmallIdlePath.ARMED;
import static org.wakeproof.prove.induction.SmallIdlePath.at;

import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wakeproof.prove.induction.Check.Part;
import org.wakeproof.prove.induction.SmallIdlePath.Place;
import org.wakeproof.prove.logic.Agent;
import org.wakeproof.prove.logic.FormulaText;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.solver.SolverChoice;

/**
 * What is proved to happen in the end does happen: whatever is changed in a small idle path, or in the argument for it, either
 * the proof fails, or no fair run of one or two CPUs has one that sleeps with work for ever.
 */
class FairRunsTest {
    private static final int ROUNDS = Boolean.getBoolean("slow") ? 400 : 25;

    /** Of safety and of what happens in the end all claims hold; that some may be about nothing does not matter here. */
    private static boolean isProved(ParametricSystem system) {
        Proof proof = new Prover(system, SolverChoice.SMTINTERPOL, 1, check -> {}).run();
        return proof.open().stream().allMatch(check -> check.kind().part() == Part.VACUITY);
    }

    private static boolean oneSleepsForEver(ParametricSystem system) {
        return new FairRuns(system, 1).oneSleepsForEver() || new FairRuns(system, 2).oneSleepsForEver();
    }

    static Stream<ParametricSystem> small() {
        return Stream.of(SmallIdlePath.whole(), SmallPitPath.whole());
    }

    @ParameterizedTest
    @MethodSource("small")
    void theSmallIdlePathIsProvedAndNoCpuSleepsForEver(ParametricSystem small) {
        assertThat(isProved(small)).isTrue();
        assertThat(oneSleepsForEver(small)).isFalse();
    }

    /** Steps by which a CPU sleeps for ever, though each keeps the invariant. */
    static Stream<Step> bugs() {
        return Stream.of(
                Step.named("fires", "only perhaps")
                        .when(ARMED.isSet())
                        .set(ARMED, false)
                        .set(SmallIdlePath.IRQ)
                        .by(Agent.OUTSIDE)
                        .build(),
                at(Place.SLEEPS, "spins instead of waking").build(),
                at(Place.HOLDS, "looks again")
                        .with(SmallIdlePath.LEFT.isClear())
                        .setOther(SmallIdlePath.LEFT)
                        .build(),
                at(Place.SLEEPS, "wakes")
                        .when(SmallIdlePath.TOLD.isSet())
                        .clear(SmallIdlePath.TOLD)
                        .go(SmallIdlePath.AT, Place.RUNS)
                        .build());
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void aBugThatLetsOneSleepForEverIsNotProvedAndIsSeen(Step bug) {
        checkIsNotProvedAndIsSeen(SmallIdlePath.whole(), bug);
    }

    /** The same where the loop has its interrupts on. */
    static Stream<Step> bugsWithInterruptsOn() {
        return Stream.of(
                Step.named("fires", "only perhaps")
                        .set(SmallIdlePath.IRQ)
                        .by(Agent.OUTSIDE)
                        .build(),
                Step.named("returns", "only perhaps")
                        .when(SmallPitPath.TOP.isSet())
                        .clear(SmallPitPath.TOP)
                        .by(Agent.OUTSIDE)
                        .build(),
                SmallPitPath.at(Place.HOLDS, "passes")
                        .with(SmallIdlePath.LEFT.isSet())
                        .build(),
                SmallPitPath.at(Place.WAITS, "looks")
                        .with(SmallIdlePath.LEFT.isClear())
                        .setOther(SmallIdlePath.LEFT)
                        .go(SmallIdlePath.AT, Place.HOLDS)
                        .build());
    }

    @ParameterizedTest
    @MethodSource("bugsWithInterruptsOn")
    void soIsOneInALoopWithInterruptsOn(Step bug) {
        checkIsNotProvedAndIsSeen(SmallPitPath.whole(), bug);
    }

    private static void checkIsNotProvedAndIsSeen(ParametricSystem whole, Step bug) {
        ParametricSystem broken = whole.withSteps(Stream.concat(
                        whole.steps().stream().filter(each -> !each.name().equals(bug.name())), Stream.of(bug))
                .toList());
        assertThat(isProved(broken.withResponse(Optional.empty()))).isTrue();
        assertThat(isProved(broken)).isFalse();
        assertThat(oneSleepsForEver(broken)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("small")
    void whatIsProvedOfAChangedOneHappensInEveryFairRun(ParametricSystem small) {
        RandomChanges changes = new RandomChanges(new Random(11));
        int proved = 0;
        for (int round = 0; round < ROUNDS; round++) {
            try {
                ParametricSystem changed = changes.of(small);
                if (isProved(changed)) {
                    proved++;
                    assertThat(oneSleepsForEver(changed))
                            .as(String.join("\n", FormulaText.of(changed)))
                            .isFalse();
                }
            } catch (IllegalArgumentException | NoSuchElementException senseless) {
                // Its argument names a step that is gone, or waits for nothing: there is no such proof.
                continue;
            }
        }
        assertThat(proved).isGreaterThan(ROUNDS / 10);
    }
}
