// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Strongly connected components of parts of a graph: two states are in one if each leads to the other inside the part. */
class ComponentsTest {
    private static Components components(int[]... targets) {
        return new Components(targets, () -> {});
    }

    private static Set<Set<Integer>> sets(Components components, int... part) {
        return components.of(part).stream()
                .map(each -> Arrays.stream(each).boxed().collect(Collectors.toSet()))
                .collect(Collectors.toSet());
    }

    private static int[] to(int... targets) {
        return targets;
    }

    @Test
    void aRingIsOneAndAStateThatLeadsIntoItAnother() {
        assertThat(sets(components(to(1), to(2), to(1)), 0, 1, 2)).isEqualTo(Set.of(Set.of(0), Set.of(1, 2)));
    }

    @Test
    void ringsThatShareAStateAreOne() {
        assertThat(sets(components(to(1, 3), to(2), to(0), to(0)), 0, 1, 2, 3)).isEqualTo(Set.of(Set.of(0, 1, 2, 3)));
    }

    @Test
    void whatIsCompleteIsNoWayBack() {
        // 0 leads to the ring of 1 and 2, and then to 3, which leads into the ring as well.
        assertThat(sets(components(to(1, 3), to(2), to(1), to(2)), 0, 1, 2, 3))
                .isEqualTo(Set.of(Set.of(0), Set.of(1, 2), Set.of(3)));
    }

    @Test
    void stepsThatLeaveThePartDoNotCount() {
        Components ring = components(to(1), to(2), to(0));
        assertThat(sets(ring, 0, 1)).isEqualTo(Set.of(Set.of(0), Set.of(1)));
        assertThat(ring.isChosen(1)).isTrue();
        assertThat(ring.isChosen(2)).isFalse();
        assertThat(sets(ring, 0, 1, 2)).as("the whole ring, afterwards").isEqualTo(Set.of(Set.of(0, 1, 2)));
    }

    @Test
    void theStatesOfAPartCanBeChosenWithoutAskingForComponents() {
        Components ring = components(to(1), to(0));
        ring.of(new int[] {0, 1});
        ring.choose(new int[] {1});
        assertThat(IntStream.range(0, 2).filter(ring::isChosen)).containsExactly(1);
    }

    /** Against the definition, on one part after another of each graph. */
    @Test
    void theyAreWhatLeadsToEachOther() {
        SplittableRandom random = new SplittableRandom(1);
        for (int number = 0; number < 500; number++) {
            int states = 1 + random.nextInt(7);
            int[][] targets = new int[states][];
            for (int state = 0; state < states; state++) {
                targets[state] = random.ints(random.nextInt(4), 0, states).toArray();
            }
            Components components = components(targets);
            for (int round = 0; round < 3; round++) {
                int chosen = random.nextInt(1 << states);
                int[] part = IntStream.range(0, states)
                        .filter(state -> (chosen >> state & 1) != 0)
                        .toArray();
                assertThat(sets(components, part))
                        .as("graph %d, part %s", number, Arrays.toString(part))
                        .isEqualTo(byDefinition(targets, part, state -> (chosen >> state & 1) != 0));
            }
        }
    }

    private static Set<Set<Integer>> byDefinition(int[][] targets, int[] part, IntPredicate isInside) {
        return Arrays.stream(part)
                .mapToObj(one -> Arrays.stream(part)
                        .filter(other -> reached(targets, one, isInside).contains(other)
                                && reached(targets, other, isInside).contains(one))
                        .boxed()
                        .collect(Collectors.toSet()))
                .collect(Collectors.toSet());
    }

    private static Set<Integer> reached(int[][] targets, int from, IntPredicate isInside) {
        Set<Integer> reached = new TreeSet<>(Set.of(from));
        for (int size = 0; size < reached.size(); ) {
            size = reached.size();
            for (int state : reached.toArray(new Integer[0])) {
                Arrays.stream(targets[state]).filter(isInside).forEach(reached::add);
            }
        }
        return reached;
    }
}
