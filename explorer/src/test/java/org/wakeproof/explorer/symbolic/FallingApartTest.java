// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a set is taken apart by the values of a level: all of it lies in one of the parts. */
class FallingApartTest {
    private static final int[] NONE = {};

    private final Steps steps = new Steps();

    private static int[] of(int... some) {
        return some;
    }

    /** Each vector of 0 or 1, then 0 to 2, then 7. */
    private int six() {
        List<int[]> all = new ArrayList<>();
        for (int first = 0; first < 2; first++) {
            for (int second = 0; second < 3; second++) {
                all.add(of(first, second, 7));
            }
        }
        return steps.set(all);
    }

    private Firing changing(int[]... edges) {
        return steps.of(of(1), of(1), edges);
    }

    /** 0 and 1 lead to each other; what has come to 2 stays there. */
    @Test
    void partsAreLeftForGood() {
        int set = six();
        FallingApart apart = steps.fallingApart(1);
        int mark = steps.diagrams.mark();
        FallingApart.Parts parts = apart.of(set, List.of(changing(of(0, 1), of(1, 0), of(1, 2))));
        assertThat(parts.all()).hasSize(2);
        List<List<Integer>> changing = new ArrayList<>();
        List<List<Integer>> resting = new ArrayList<>();
        for (ValueGraph.Part part : parts.all()) {
            (part.isChanging() ? changing : resting).addAll(steps.vectors(apart.where(parts, part)));
        }
        assertThat(changing).containsExactly(List.of(0, 0, 7), List.of(0, 1, 7), List.of(1, 0, 7), List.of(1, 1, 7));
        assertThat(resting).containsExactly(List.of(0, 2, 7), List.of(1, 2, 7));
        assertThat(steps.diagrams.mark())
                .as("what has been kept meanwhile is given back")
                .isEqualTo(mark);
    }

    /** One value that nothing leads back to is a part by itself: no step that changes it is taken again and again. */
    @Test
    void oneValueIsLeftForGoodToo() {
        int set = steps.set(List.of(of(0, 1, 7), of(1, 1, 7)));
        FallingApart.Parts parts = steps.fallingApart(1).of(set, List.of(changing(of(1, 2))));
        assertThat(parts.all()).hasSize(1);
        assertThat(parts.all().get(0).isChanging()).isFalse();
    }

    @Test
    void whatGoesRoundDoesNotFallApart() {
        assertThat(steps.fallingApart(1).of(six(), List.of(changing(of(0, 1), of(1, 2), of(2, 0)))))
                .isNull();
    }

    @Test
    void whatNobodyChangesDoesNotFallApart() {
        Firing reads = steps.of(of(1), NONE, of(0));
        assertThat(steps.fallingApart(1).of(six(), List.of(reads))).isNull();
        assertThat(steps.fallingApart(1).of(six(), List.of())).isNull();
        assertThat(steps.fallingApart().of(six(), List.of(changing(of(1, 2))))).isNull();
        assertThat(steps.fallingApart(1).of(Diagrams.EMPTY, List.of(changing(of(1, 2)))))
                .isNull();
    }

    /** The first level by which it falls apart is taken. */
    @Test
    void oneLevelAfterTheOther() {
        Firing first = steps.of(of(0), of(0), of(0, 1), of(1, 0));
        Firing second = changing(of(0, 1), of(1, 2));
        FallingApart.Parts parts = steps.fallingApart(0, 1).of(six(), List.of(first, second));
        assertThat(parts.graph().level()).isEqualTo(1);
    }
}
