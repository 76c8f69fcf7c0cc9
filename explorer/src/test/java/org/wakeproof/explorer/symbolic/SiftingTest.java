// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Orders of levels in which a set has few nodes. */
class SiftingTest {
    private static final int PAIRS = 4;
    private static final int ROUNDS = 200;

    private final Diagrams diagrams = new Diagrams(1 << 24, 1 << 12, () -> {});
    private final Sets sets = new Sets(diagrams, new Lists(diagrams));

    private Sifting sifting(List<int[]> vectors) {
        return new Sifting(diagrams, sets.of(vectors), vectors.get(0).length, () -> {});
    }

    /** Bits a, b, c, d and then again a, b, c, d. */
    private static List<int[]> twice() {
        return IntStream.range(0, 1 << PAIRS)
                .mapToObj(bits -> IntStream.range(0, 2 * PAIRS)
                        .map(place -> bits >> PAIRS - 1 - place % PAIRS & 1)
                        .toArray())
                .toList();
    }

    /**
     * As they are, each of the first four levels tells apart all that lies above: 2 + 4 + 8 + 16 nodes; the last four have one
     * node for each value of what is still to be compared: 16 + 8 + 4 + 2. Side by side, a pair has two nodes in one list and
     * two lists of one node.
     */
    @Test
    void whatIsEqualLiesSideBySide() {
        Sifting sifting = sifting(twice());
        assertThat(sifting.size()).isEqualTo(60);
        int[] order = sifting.sifted(Long.MAX_VALUE);
        assertThat(sifting.size()).isEqualTo(4 * PAIRS);
        for (int place = 0; place < order.length; place += 2) {
            assertThat(order[place] % PAIRS).isEqualTo(order[place + 1] % PAIRS);
        }
    }

    @Test
    void withNothingToLookAtLevelsStayAsTheyAre() {
        Sifting sifting = sifting(twice());
        assertThat(sifting.sifted(0)).isEqualTo(IntStream.range(0, 2 * PAIRS).toArray());
        assertThat(sifting.size()).isEqualTo(60);
    }

    /** An independent count: of lists, by what may follow each beginning, and of the values in each. */
    private static long nodes(List<int[]> vectors, int[] order) {
        long nodes = 0;
        for (int depth = 0; depth < order.length; depth++) {
            Map<List<Integer>, Set<List<Integer>>> rests = new HashMap<>();
            for (int[] vector : vectors) {
                List<Integer> all =
                        IntStream.of(order).mapToObj(level -> vector[level]).toList();
                rests.computeIfAbsent(all.subList(0, depth), key -> new HashSet<>())
                        .add(all.subList(depth, all.size()));
            }
            for (Set<List<Integer>> list : new HashSet<>(rests.values())) {
                nodes += list.stream().map(rest -> rest.get(0)).distinct().count();
            }
        }
        return nodes;
    }

    @Test
    void theSizeIsThatOfTheSetInThatOrder() {
        SplittableRandom random = new SplittableRandom(9);
        int smaller = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int length = random.nextInt(1, 7);
            List<int[]> vectors = new ArrayList<>();
            int count = random.nextInt(1, 40);
            for (int i = 0; i < count; i++) {
                vectors.add(random.ints(length, -1, 3).toArray());
            }
            Sifting sifting = sifting(vectors);
            long before = sifting.size();
            assertThat(before)
                    .isEqualTo(nodes(vectors, IntStream.range(0, length).toArray()));
            int[] order = sifting.sifted(Long.MAX_VALUE);
            assertThat(order)
                    .containsExactlyInAnyOrder(IntStream.range(0, length).toArray());
            assertThat(sifting.size()).isEqualTo(nodes(vectors, order)).isLessThanOrEqualTo(before);
            smaller += sifting.size() < before ? 1 : 0;
        }
        assertThat(smaller).isGreaterThan(ROUNDS / 2);
    }

    @Test
    void itEndsWhereSomebodyHasEnough() {
        int set = sets.of(twice());
        Sifting sifting = new Sifting(diagrams, set, 2 * PAIRS, () -> {
            throw new IllegalStateException("enough");
        });
        assertThatThrownBy(() -> sifting.sifted(Long.MAX_VALUE)).hasMessage("enough");
    }
}
