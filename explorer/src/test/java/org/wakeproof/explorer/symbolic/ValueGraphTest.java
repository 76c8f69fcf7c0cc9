// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the values of a level fall apart under steps: three levels, of which the one in the middle is looked at. */
class ValueGraphTest {
    private static final int[] NONE = {};
    private static final int LEVEL = 1;

    private final Steps all = new Steps();
    private final ValueGraph graph = new ValueGraph(LEVEL, all.diagrams);

    private Firing steps(int[] reads, int[] writes, int[]... relation) {
        return all.of(reads, writes, relation);
    }

    private static int[] of(int... some) {
        return some;
    }

    /** Each part in words; those in which nothing changes any more are one. */
    private List<String> parts(int[] values, Firing... steps) {
        return graph.parts(values, List.of(steps), () -> {}).stream()
                .map(part -> Arrays.toString(part.values()) + (part.isChanging() ? "" : " for good"))
                .toList();
    }

    @Test
    void whoWritesItChangesIt() {
        assertThat(graph.isChangedBy(steps(of(1), of(1), of(0, 1)))).isTrue();
        assertThat(graph.isChangedBy(steps(NONE, of(1), of(1)))).isTrue();
        assertThat(graph.isChangedBy(steps(of(0), of(1), of(0, 1)))).isTrue();
        assertThat(graph.isChangedBy(steps(of(1), NONE, of(0)))).isFalse();
        assertThat(graph.isChangedBy(steps(of(0, 1), of(0), of(0, 1, 0)))).isFalse();
        assertThat(graph.isChangedBy(steps(of(0), of(0), of(0, 1)))).isFalse();
        assertThat(graph.isChangedBy(steps(of(2), of(2), of(0, 1)))).isFalse();
        assertThat(graph.isChangedBy(steps(of(0, 2), of(2), of(0, 0, 1)))).isFalse();
    }

    /** 0 and 1 lead to each other, 3 to itself; from 2 and 4 nothing leads back. */
    @Test
    void valuesThatLeadToEachOtherStayTogether() {
        Firing steps = steps(of(1), of(1), of(0, 1), of(1, 0), of(1, 2), of(2, 4), of(3, 3));
        assertThat(parts(of(0, 1, 2, 3, 4), steps)).containsExactlyInAnyOrder("[0, 1]", "[3]", "[2, 4] for good");
    }

    /** What is not there leads nowhere. */
    @Test
    void onlyValuesThatAreThereCount() {
        Firing steps = steps(of(1), of(1), of(0, 1), of(1, 2), of(2, 0));
        assertThat(parts(of(0, 1, 2), steps)).containsExactly("[0, 1, 2]");
        assertThat(parts(of(0, 2), steps)).containsExactly("[0, 2] for good");
        assertThat(parts(of(1, 2), steps)).containsExactly("[1, 2] for good");
    }

    /** Whatever it was before, it is 2 then, and again. */
    @Test
    void whatIsWrittenIsReachedFromAnywhere() {
        Firing writes = steps(NONE, of(1), of(2));
        assertThat(parts(of(0, 2, 3), writes)).containsExactlyInAnyOrder("[2]", "[0, 3] for good");
        assertThat(parts(of(0, 3), writes)).containsExactly("[0, 3] for good");
        Firing back = steps(of(1), of(1), of(2, 3));
        assertThat(parts(of(0, 2, 3), writes, back)).containsExactlyInAnyOrder("[2, 3]", "[0] for good");
    }

    /** 0 leads to 1 where the level above is 5, and 1 to 0 where it is 6: whatever the others hold, both are edges. */
    @Test
    void otherLevelsAreOfNoAccount() {
        assertThat(parts(of(0, 1), steps(of(0, 1), of(1), of(5, 0, 1), of(6, 1, 0))))
                .containsExactly("[0, 1]");
        assertThat(parts(of(0, 1), steps(of(0, 1), of(0, 1), of(5, 6, 0, 1), of(5, 7, 1, 0))))
                .containsExactly("[0, 1]");
        assertThat(parts(of(0, 1), steps(of(1), of(0, 1), of(5, 0, 1), of(6, 1, 0))))
                .containsExactly("[0, 1]");
        assertThat(parts(of(0, 1), steps(of(1, 2), of(1), of(0, 1, 5), of(1, 0, 6))))
                .containsExactly("[0, 1]");
        assertThat(parts(of(0, 1), steps(of(0, 1), of(1), of(5, 0, 1), of(6, 0, 1))))
                .containsExactly("[0, 1] for good");
    }
}
