// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When levels get another order, and what becomes of it. */
class LevelPlanTest {
    private static BitSet all(int... variables) {
        BitSet all = new BitSet();
        for (int variable : variables) {
            all.set(variable);
        }
        return all;
    }

    private static LevelPlan plan(Ordering how) {
        return new LevelPlan(how, 10, List.of());
    }

    @Test
    void wiredLevelsAreOneForEachVariable() {
        assertThat(plan(Ordering.WIRING).of(all(2, 5, 7), List.of())).isDeepEqualTo(new int[][] {{2}, {5}, {7}});
    }

    @Test
    void siftedLevelsStayAndNewOnesGoBehindWhatIsInFrontOfThem() {
        LevelPlan plan = plan(Ordering.WIRING);
        plan.of(all(2, 5, 7), List.of());
        assertThat(plan.sifted(new int[] {2, 0, 1})).isDeepEqualTo(new int[][] {{7}, {2}, {5}});
        assertThat(plan.of(all(1, 2, 3, 5, 7, 8), List.of())).isDeepEqualTo(new int[][] {{1}, {7}, {8}, {2}, {3}, {5}});
    }

    @Test
    void newVariablesOfALevelGoBehindIt() {
        assertThat(LevelPlan.grown(new int[][] {{4}, {1, 2}}, new int[][] {{2, 3}, {1}, {4, 5}}))
                .isDeepEqualTo(new int[][] {{4}, {5}, {1, 2}, {3}});
    }

    /** Behind 16,777,216 nodes, then behind eight times as many, as then more is lost by beginning anew. */
    @Test
    void levelsAreSiftedMoreAndMoreRarely() {
        LevelPlan plan = plan(Ordering.SIFTED);
        plan.of(all(1), List.of());
        assertThat(plan.isDue((1 << 24) - 1)).isFalse();
        assertThat(plan.isDue(1 << 24)).isTrue();
        plan.sifted(new int[] {0});
        assertThat(plan.isDue((1 << 27) - 1)).isFalse();
        assertThat(plan.isDue(1 << 27)).isTrue();
    }

    @Test
    void onlySiftedLevelsAreSifted() {
        assertThat(plan(Ordering.FOOTPRINTS).isDue(Long.MAX_VALUE)).isFalse();
        assertThat(plan(Ordering.WIRING).isDue(Long.MAX_VALUE)).isFalse();
    }
}
