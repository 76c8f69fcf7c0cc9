// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wakeproof.prove.idle.IdlePart;
import org.wakeproof.prove.idle.IdlePath;
import org.wakeproof.prove.idle.IdleVariant;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.solver.Solver;
import org.wakeproof.prove.solver.SolverChoice;

/** What the solver finds possible in states of the invariant does happen on runs from the first state, which keep it. */
class RunsTest {
    /** Two CPUs whose deadlines are ahead, in the mask, one looked at behind the other: runs of two seldom come there. */
    private static final String RARE = "handler: not the earliest";

    @ParameterizedTest
    @EnumSource(
            value = IdlePart.class,
            names = {"PIT"})
    void eachStepIsTakenOnARunAndTheInvariantIsKept(IdlePart part) {
        ParametricSystem system = IdlePath.of(part, IdleVariant.V2);
        assertThat(notTaken(system, 100_000)).isSubsetOf(RARE);
    }

    @EnabledIfSystemProperty(named = "slow", matches = "true", disabledReason = "ten seconds each; -Dslow=true")
    @ParameterizedTest
    @EnumSource(
            value = IdlePart.class,
            names = {"LEGACY_ANY", "MSI_SHARED", "IN_MWAIT"})
    void soItIsOfOtherParts(IdlePart part) {
        eachStepIsTakenOnARunAndTheInvariantIsKept(part);
    }

    /**
     * A system in which cli leads nowhere has nobody asleep in any run, and is proved all the same: states of the invariant
     * need not be reached.
     */
    @Test
    void aSystemInWhichNobodySleepsIsToldApartByItsRunsAlone() {
        ParametricSystem whole = IdlePath.of(IdleVariant.V2);
        Step cli = whole.step("cli").changing(List.of());
        ParametricSystem awake = whole.withSteps(whole.steps().stream()
                .map(step -> step.name().equals("cli") ? cli : step)
                .toList());
        try (Solver solver = SolverChoice.SMTINTERPOL.start()) {
            assertThat(new Induction(awake, solver).keeps(cli).isProved()).isTrue();
            assertThat(new Induction(awake, solver)
                            .isPossible(awake.step("falls asleep in C3"))
                            .isProved())
                    .isTrue();
        }
        assertThat(notTaken(awake, 20_000)).contains("falls asleep in C1", "falls asleep in C3", "sti;hlt");
    }

    private static List<String> notTaken(ParametricSystem system, int states) {
        Runs runs = new Runs(system, 2, 1);
        int[] seen = {0};
        return runs.notTaken(states, state -> {
            if (seen[0]++ % 50 == 0) {
                assertThat(system.invariant()).noneMatch(each -> runs.breaks(each.body(), state));
                assertThat(system.properties()).noneMatch(each -> runs.breaks(each.body(), state));
            }
        });
    }
}
