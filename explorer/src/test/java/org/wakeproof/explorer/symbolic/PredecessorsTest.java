// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From where steps lead, in sets of whole states and state by state: random steps on three levels. */
class PredecessorsTest {
    private static final int VALUES = 3;
    private static final int ROUNDS = 60;

    private final Steps steps = new Steps();
    private final Predecessors predecessors = steps.predecessors();
    private final SplittableRandom random = new SplittableRandom(1);

    /** Random steps, as a relation and as what they do with a state. */
    private final class Rule {
        private final int[] reads = some(2);
        private final int[] writes = some(2);
        /** By step and level, the value before, if it matters, and the one after. */
        private final int[][][] pairs = new int[1 + random.nextInt(4)][Steps.LEVELS][];

        final Firing firing;

        Rule() {
            for (int[][] step : pairs) {
                Arrays.setAll(step, level -> random.ints(2, 0, VALUES).toArray());
            }
            firing = steps.of(
                    reads, writes, Arrays.stream(pairs).map(this::relation).toArray(int[][]::new));
        }

        private int[] relation(int[][] step) {
            return IntStream.range(0, Steps.LEVELS)
                    .flatMap(level -> IntStream.concat(
                            isIn(reads, level) ? IntStream.of(step[level][0]) : IntStream.empty(),
                            isIn(writes, level) ? IntStream.of(step[level][1]) : IntStream.empty()))
                    .toArray();
        }

        void successors(int[] state, TreeSet<int[]> all) {
            for (int[][] step : pairs) {
                if (Arrays.stream(reads).allMatch(level -> state[level] == step[level][0])) {
                    int[] next = state.clone();
                    Arrays.stream(writes).forEach(level -> next[level] = step[level][1]);
                    all.add(next);
                }
            }
        }
    }

    private int[] some(int oneIn) {
        return IntStream.range(0, Steps.LEVELS)
                .filter(level -> random.nextInt(oneIn) == 0)
                .toArray();
    }

    private static boolean isIn(int[] some, int wanted) {
        return Arrays.stream(some).anyMatch(each -> each == wanted);
    }

    private TreeSet<int[]> states(int oneIn) {
        TreeSet<int[]> all = new TreeSet<>(Arrays::compare);
        for (int number = 0; number < VALUES * VALUES * VALUES; number++) {
            if (random.nextInt(oneIn) > 0 || oneIn == 1) {
                all.add(new int[] {number / 9, number / 3 % 3, number % 3});
            }
        }
        return all;
    }

    private static List<List<Integer>> lists(TreeSet<int[]> states) {
        return states.stream().map(Variables::list).toList();
    }

    /** The states from which a step leads into others. */
    private static TreeSet<int[]> into(TreeSet<int[]> targets, TreeSet<int[]> within, List<Rule> rules) {
        TreeSet<int[]> from = new TreeSet<>(Arrays::compare);
        for (int[] state : within) {
            TreeSet<int[]> next = new TreeSet<>(Arrays::compare);
            rules.forEach(rule -> rule.successors(state, next));
            if (next.stream().anyMatch(targets::contains)) {
                from.add(state);
            }
        }
        return from;
    }

    private static TreeSet<int[]> leadingTo(TreeSet<int[]> targets, TreeSet<int[]> within, List<Rule> rules) {
        TreeSet<int[]> all = new TreeSet<>(Arrays::compare);
        all.addAll(targets);
        int before;
        do {
            before = all.size();
            all.addAll(into(all, within, rules));
        } while (all.size() > before);
        return all;
    }

    /** The same sets are asked about with some steps, with others, and with all of them: no answer is another's. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void asStateByState(boolean eager) {
        if (eager) {
            steps.diagrams.collectEagerly();
        }
        int more = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<Rule> rules = List.of(new Rule(), new Rule(), new Rule());
            TreeSet<int[]> within = states(5);
            TreeSet<int[]> targets = states(5);
            targets.retainAll(within);
            targets.removeIf(state -> random.nextInt(4) > 0);
            int mark = steps.diagrams.mark();
            int inside = steps.set(within);
            int wanted = steps.set(targets);
            int kept = steps.diagrams.mark();
            for (List<Rule> some : List.of(rules.subList(0, 1), rules.subList(1, 3), rules)) {
                List<Firing> firings = some.stream().map(rule -> rule.firing).toList();
                TreeSet<int[]> all = leadingTo(targets, within, some);
                assertThat(steps.vectors(predecessors.into(wanted, inside, firings)))
                        .isEqualTo(lists(into(targets, within, some)));
                assertThat(steps.vectors(predecessors.leadingTo(wanted, inside, firings)))
                        .isEqualTo(lists(all));
                assertThat(steps.diagrams.mark())
                        .as("what was kept is given back")
                        .isEqualTo(kept);
                more += all.size() > targets.size() + 1 && all.size() < within.size() ? 1 : 0;
            }
            steps.diagrams.pop(mark);
        }
        assertThat(more).as("more than those, and not all").isGreaterThan(ROUNDS / 2);
    }

    /** Two steps lead from 0 to 2, by way of 1. */
    @Test
    void waysInsideASetOnly() {
        Firing on = steps.of(new int[] {0}, new int[] {0}, new int[] {0, 1}, new int[] {1, 2});
        int all = steps.set(List.of(new int[] {0, 5, 5}, new int[] {1, 5, 5}, new int[] {2, 5, 5}));
        int end = steps.set(List.of(new int[] {2, 5, 5}));
        int without = steps.set(List.of(new int[] {0, 5, 5}, new int[] {2, 5, 5}));
        assertThat(predecessors.leadingTo(end, all, List.of(on))).isEqualTo(all);
        assertThat(predecessors.leadingTo(end, without, List.of(on))).isEqualTo(end);
        List<List<Integer>> before = new ArrayList<>(List.of(List.of(1, 5, 5)));
        assertThat(steps.vectors(predecessors.into(end, all, List.of(on)))).isEqualTo(before);
    }
}
