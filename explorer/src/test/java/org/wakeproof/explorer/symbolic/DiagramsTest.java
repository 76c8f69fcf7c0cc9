// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sets of vectors as diagrams, against sets of vectors; equal sets are one number. */
class DiagramsTest {
    private static final int LENGTH = 3;
    private static final int ROUNDS = 300;

    private final Diagrams diagrams = new Diagrams(1 << 24, 1 << 12, () -> {});
    private final Sets sets = new Sets(diagrams, new Lists(diagrams));

    private static TreeSet<int[]> random(SplittableRandom random) {
        TreeSet<int[]> set = new TreeSet<>(Arrays::compare);
        int size = random.nextInt(12);
        for (int i = 0; i < size; i++) {
            set.add(random.ints(LENGTH, 0, 4).toArray());
        }
        return set;
    }

    private int node(TreeSet<int[]> set) {
        return diagrams.push(sets.of(List.copyOf(set)));
    }

    private TreeSet<int[]> vectors(int node) {
        TreeSet<int[]> all = new TreeSet<>(Arrays::compare);
        int[][] last = {null};
        sets.forEach(node, LENGTH, vector -> {
            assertThat(last[0] == null || Arrays.compare(last[0], vector) < 0).isTrue();
            last[0] = vector.clone();
            return all.add(vector.clone());
        });
        return all;
    }

    private static TreeSet<int[]> without(TreeSet<int[]> some, TreeSet<int[]> others) {
        TreeSet<int[]> rest = new TreeSet<>(some);
        rest.removeAll(others);
        return rest;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void unionDifferenceAndIntersection(boolean eager) {
        if (eager) {
            diagrams.collectEagerly();
        }
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < ROUNDS; round++) {
            int mark = diagrams.mark();
            TreeSet<int[]> left = random(random);
            TreeSet<int[]> right = random(random);
            TreeSet<int[]> both = new TreeSet<>(left);
            both.addAll(right);
            int a = node(left);
            int b = node(right);
            assertThat(diagrams.push(sets.union(a, b))).isEqualTo(node(both));
            assertThat(diagrams.push(sets.minus(a, b))).isEqualTo(node(without(left, right)));
            assertThat(diagrams.push(sets.intersection(a, b))).isEqualTo(node(without(left, without(left, right))));
            assertThat(vectors(a)).containsExactlyElementsOf(left);
            assertThat(new Counts(diagrams).vectors(a)).isEqualTo(BigInteger.valueOf(left.size()));
            int[] any = random.ints(LENGTH, 0, 4).toArray();
            assertThat(sets.contains(a, any)).isEqualTo(left.contains(any));
            diagrams.pop(mark);
        }
    }

    @Test
    void whatIsBelowAValue() {
        int set = node(new TreeSet<>(Arrays::compare) {
            private static final long serialVersionUID = 1L;

            {
                add(new int[] {1, 0, 0});
                add(new int[] {3, 0, 0});
            }
        });
        assertThat(sets.below(set, 0)).isEqualTo(Diagrams.EMPTY);
        assertThat(sets.below(set, 1)).isEqualTo(diagrams.down(set)).isEqualTo(sets.below(set, 3));
        assertThat(sets.below(set, 2)).isEqualTo(Diagrams.EMPTY);
        assertThat(sets.below(set, 4)).isEqualTo(Diagrams.EMPTY);
        assertThat(diagrams.value(sets.from(set, 2))).isEqualTo(3);
        assertThat(new Counts(diagrams).nodes(set))
                .as("two of the first level, which share what is below")
                .isEqualTo(4);
    }

    @Test
    void garbageIsCollectedAndWhatIsKeptIsNot() {
        Diagrams small = new Diagrams(1 << 17, 1 << 8, () -> {});
        int kept = small.push(small.make(7, small.make(8, Diagrams.UNIT, Diagrams.EMPTY), Diagrams.EMPTY));
        for (int value = 0; value < 100_000; value++) {
            small.make(value, kept, Diagrams.EMPTY);
        }
        assertThat(small.size()).isLessThan(small.peak());
        assertThat(small.value(kept)).isEqualTo(7);
        assertThat(small.value(small.down(kept))).isEqualTo(8);
        assertThat(small.make(8, Diagrams.UNIT, Diagrams.EMPTY))
                .as("it is the same node")
                .isEqualTo(small.down(kept));
        assertThat(small.bytes()).isLessThanOrEqualTo(1 << 17);
    }

    @Test
    void thereIsNoRoomForMoreThanMemoryAllows() {
        Diagrams small = new Diagrams(1 << 17, 1 << 8, () -> {});
        assertThatThrownBy(() -> IntStream.range(0, 100_000)
                        .forEach(value -> small.push(small.make(value, Diagrams.UNIT, Diagrams.EMPTY))))
                .isInstanceOf(OutOfNodes.class);
    }

    @Test
    void rootsAreKept() {
        int[] root = {Diagrams.EMPTY};
        diagrams.addRoots(all -> all.keep(root[0]));
        diagrams.collectEagerly();
        root[0] = diagrams.make(5, Diagrams.UNIT, Diagrams.EMPTY);
        for (int value = 10; value < 20; value++) {
            diagrams.make(value, Diagrams.UNIT, Diagrams.EMPTY);
        }
        assertThat(diagrams.value(root[0])).isEqualTo(5);
        assertThat(diagrams.size()).as("the root, and what was made last").isEqualTo(2);
    }

    @Test
    void somebodyLooksWhetherToGoOn() {
        int[] looked = {0};
        Diagrams watched = new Diagrams(1 << 24, 1 << 12, () -> looked[0]++);
        for (int value = 0; value < 1 << 15; value++) {
            watched.push(watched.make(value, Diagrams.UNIT, Diagrams.EMPTY));
        }
        assertThat(looked[0]).isEqualTo(2);
    }

    @Test
    void resultsAreRememberedUntilOthersTakeTheirPlace() {
        Cache cache = new Cache(1 << 6);
        assertThat(cache.bytes()).isEqualTo(1 << 10);
        assertThat(cache.get(1, 2, 3)).isEqualTo(Cache.UNKNOWN);
        cache.put(1, 2, 3, 4);
        assertThat(cache.get(1, 2, 3)).isEqualTo(4);
        assertThat(cache.get(2, 2, 3)).isEqualTo(Cache.UNKNOWN);
        assertThat(cache.get(1, 3, 2)).isEqualTo(Cache.UNKNOWN);
        cache.growTo(1 << 8);
        assertThat(cache.bytes()).isEqualTo(1 << 12);
        assertThat(cache.get(1, 2, 3)).isEqualTo(4);
        cache.setLimit(1 << 12);
        cache.growTo(1 << 10);
        assertThat(cache.bytes()).as("as far as it may").isEqualTo(1 << 12);
        cache.clear();
        assertThat(cache.get(1, 2, 3)).isEqualTo(Cache.UNKNOWN);
    }

    /** Each of the nodes that a result is about, and the result itself. */
    @Test
    void aResultIsForgottenWithAnyOfItsNodes() {
        for (int gone = 2; gone <= 5; gone++) {
            Cache cache = new Cache(1 << 6);
            cache.put(1, 2, 3, 4);
            cache.put(2, 0, 0, 0);
            long[] marked = {0b111110 & ~(1L << gone)};
            cache.retain(marked);
            assertThat(cache.get(1, 2, 3)).isEqualTo(gone == 5 ? 4 : Cache.UNKNOWN);
            assertThat(cache.get(2, 0, 0)).as("the empty set is always there").isZero();
        }
    }

    @Test
    void nodesByNumber() {
        NodeMap map = new NodeMap();
        Map<Integer, Integer> expected = new HashMap<>();
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < ROUNDS; round++) {
            int key = random.nextInt(-50, 50);
            int value = diagrams.push(diagrams.make(random.nextInt(9), Diagrams.UNIT, Diagrams.EMPTY));
            map.put(key, value);
            expected.put(key, value);
            int other = random.nextInt(-50, 50);
            assertThat(map.get(other)).isEqualTo(expected.getOrDefault(other, Diagrams.EMPTY));
        }
        int[] last = {Integer.MIN_VALUE};
        int count = 0;
        for (int node = map.list(diagrams); node != Diagrams.EMPTY; node = diagrams.right(node)) {
            assertThat(diagrams.value(node)).isGreaterThan(last[0]);
            last[0] = diagrams.value(node);
            assertThat(diagrams.down(node)).isEqualTo(expected.get(last[0]));
            count++;
        }
        assertThat(count).isEqualTo(expected.size());
    }

    @Test
    void answersByWhatIsRead() {
        Table table = new Table(Footprint.ofReads(0, 2).andWrite(1).andWrite(2));
        int[] state = new int[3];
        for (int first = 0; first < 10; first++) {
            for (int third = 0; third < 10; third++) {
                state[0] = first;
                state[2] = third;
                assertThat(table.find(state)).isEqualTo(Table.NONE);
                List<int[]> outcomes = IntStream.range(0, third % 3)
                        .mapToObj(outcome -> new int[] {outcome, state[0] + outcome})
                        .toList();
                int record = table.remember(state, outcomes);
                assertThat(table.find(state)).isEqualTo(record);
            }
        }
        for (int first = 0; first < 10; first++) {
            for (int third = 0; third < 10; third++) {
                int[] asked = {first, 99, third};
                int record = table.find(asked);
                assertThat(table.outcomes(record)).isEqualTo(third % 3);
                for (int outcome = 0; outcome < third % 3; outcome++) {
                    int[] after = asked.clone();
                    table.write(record, outcome, after);
                    assertThat(after).containsExactly(first, outcome, first + outcome);
                }
            }
        }
    }

    /** More values than there is room for at first, in lists that are begun inside each other. */
    @Test
    void aListMayBeLong() {
        Lists lists = new Lists(diagrams);
        int values = 10_000;
        int outer = lists.begin();
        for (int value = 0; value < values; value++) {
            lists.add(value, Diagrams.UNIT);
        }
        int inner = lists.begin();
        lists.add(7, Diagrams.UNIT);
        lists.add(8, Diagrams.EMPTY);
        lists.add(values, lists.end(inner, Diagrams.EMPTY));
        int node = diagrams.push(lists.end(outer, Diagrams.EMPTY));
        for (int value = 0; value <= values; value++) {
            assertThat(diagrams.value(node)).isEqualTo(value);
            assertThat(diagrams.down(node) == Diagrams.UNIT).isEqualTo(value < values);
            if (value < values) {
                node = diagrams.right(node);
            }
        }
        assertThat(diagrams.value(diagrams.down(node))).isEqualTo(7);
        assertThat(diagrams.right(diagrams.down(node)))
                .as("nothing for what is empty")
                .isEqualTo(Diagrams.EMPTY);
        assertThat(diagrams.right(node)).isEqualTo(Diagrams.EMPTY);
    }

    /** One vector of two thousand levels, and one that differs from it in its first value: they share all but that. */
    @Test
    void nodesOfManyLevels() {
        int levels = 2_000;
        int[] one = new int[levels];
        int[] other = new int[levels];
        other[0] = 1;
        LevelSizes sizes = new LevelSizes(diagrams, levels);
        sizes.add(diagrams.push(sets.of(List.of(one, other))), 0);
        long[] expected = new long[levels];
        Arrays.fill(expected, 1);
        expected[0] = 2;
        assertThat(sizes.nodes()).isEqualTo(expected);
    }

    /** What is being worked on: lists below values, as they are and as far as they have been dealt with. */
    @Test
    void whatIsBeingWorkedOnIsKeptAndCounted() {
        Work work = new Work();
        diagrams.addRoots(work);
        work.begin(0);
        work.append(4, diagrams.make(5, Diagrams.UNIT, Diagrams.EMPTY), Diagrams.EMPTY);
        work.append(6, diagrams.make(7, Diagrams.UNIT, Diagrams.EMPTY), Diagrams.EMPTY);
        work.finish(0);
        work.replace(0, diagrams.make(8, Diagrams.UNIT, Diagrams.EMPTY));
        diagrams.collectEagerly();
        for (int value = 10; value < 20; value++) {
            diagrams.make(value, Diagrams.UNIT, Diagrams.EMPTY);
        }
        assertThat(diagrams.value(work.below(0))).isEqualTo(8);
        assertThat(diagrams.value(work.done(0))).isEqualTo(5);
        assertThat(diagrams.value(work.below(1))).isEqualTo(7);
        LevelSizes sizes = new LevelSizes(diagrams, 3);
        work.size(sizes);
        assertThat(sizes.nodes()).as("below the two values").containsExactly(0, 2, 0);
    }

    /** Shapes are told apart by numbers from 1 on, in which operations are numbered, too; 0 is the end. */
    @Test
    void shapesHaveNumbersOfTheirOwn() {
        Shape.Table shapes = new Shape.Table();
        Shape read = shapes.of(Shape.Kind.READ, shapes.end());
        Shape later = shapes.of(Shape.Kind.SKIP, read);
        Shape change = shapes.of(Shape.Kind.CHANGE, read);
        assertThat(List.of(shapes.end().id, read.id, later.id, change.id)).containsExactly(0, 1, 2, 3);
        assertThat(shapes.of(Shape.Kind.SKIP, read)).isSameAs(later);
        assertThat(shapes.of(Shape.Kind.SKIP, shapes.end())).isSameAs(shapes.end());
        assertThat(later.next).isSameAs(read);
    }
}
