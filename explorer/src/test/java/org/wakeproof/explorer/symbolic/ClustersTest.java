// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Variables are put together where a sample shows few values of them together. */
class ClustersTest {
    private static List<List<Integer>> of(int[]... sample) {
        List<Integer> variables = IntStream.range(0, sample[0].length).boxed().toList();
        return Clusters.of(variables, List.of(sample)).stream()
                .map(cluster -> Arrays.stream(cluster).boxed().toList())
                .toList();
    }

    /** Three of four pairs are half as many again as the two values of each; four are more. */
    @Test
    void togetherTheyMayHaveHalfAsManyValuesAgain() {
        assertThat(of(new int[] {0, 0}, new int[] {0, 1}, new int[] {1, 0})).containsExactly(List.of(0, 1));
        assertThat(of(new int[] {0, 0}, new int[] {0, 1}, new int[] {1, 0}, new int[] {1, 1}))
                .containsExactly(List.of(0), List.of(1));
    }

    /** Equal variables have as many values together as alone. */
    @Test
    void sixteenValuesAreTheMost() {
        assertThat(of(equal(16))).containsExactly(List.of(0, 1));
        assertThat(of(equal(17))).containsExactly(List.of(0), List.of(1));
    }

    private static int[][] equal(int values) {
        return IntStream.range(0, values)
                .mapToObj(value -> new int[] {value, value})
                .toArray(int[][]::new);
    }

    /** 0 and 2 are equal; 1 goes with them if three values are few enough beside two, and that they are. */
    @Test
    void thoseWithTheFewestValuesComeFirst() {
        List<int[]> sample = new ArrayList<>(List.of(new int[] {0, 0, 0}, new int[] {0, 1, 0}, new int[] {1, 0, 1}));
        assertThat(of(sample.toArray(new int[0][]))).containsExactly(List.of(1, 0, 2));
        sample.add(new int[] {1, 1, 1});
        assertThat(of(sample.toArray(new int[0][]))).containsExactly(List.of(1), List.of(0, 2));
    }

    @Test
    void oneAloneStaysAlone() {
        assertThat(of(new int[] {0}, new int[] {1})).containsExactly(List.of(0));
    }

    /** 0 and 1 are equal, and 2 and 3: of pairs that are as good, the first is put together first. */
    @Test
    void ofPairsThatAreAsGoodTheFirstIsTaken() {
        assertThat(of(new int[] {0, 0, 0, 0}, new int[] {0, 0, 1, 1}, new int[] {1, 1, 0, 0}, new int[] {1, 1, 1, 1}))
                .containsExactly(List.of(0, 1), List.of(2, 3));
    }
}
