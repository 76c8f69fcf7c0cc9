// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;

/** Steps on three levels of one variable each, given as relations, and what works with them. */
final class Steps {
    static final int LEVELS = 3;

    final Levels levels = new Levels(new int[][] {{0}, {1}, {2}}, new int[LEVELS]);
    final Diagrams diagrams = new Diagrams(1 << 24, 1 << 12, () -> {});
    final Sets sets;
    final Shape.Table shapes = new Shape.Table();
    private final Way.Table ways = new Way.Table(levels);
    private final Projection projection;
    private final Enabled enabled;

    Steps() {
        Lists lists = new Lists(diagrams);
        sets = new Sets(diagrams, lists);
        projection = new Projection(diagrams, lists, sets);
        enabled = new Enabled(diagrams, lists, sets);
    }

    /**
     * Steps of one agent.
     *
     * @param relation by level, the value that is read, or the one before and the one after, or the one that is written
     */
    Firing of(int[] reads, int[] writes, int[]... relation) {
        Behaviour nobody = new Behaviour(state -> {});
        Group group = new Group(nobody, levels.touch(new Footprint(bits(reads), bits(writes))), levels, true);
        group.learn(0, List.of(), sorted(Arrays.asList(relation)), diagrams, sets);
        diagrams.addRoots(group);
        return new Firing(group, shapes, ways, levels.count());
    }

    /** A set, which is kept from now on. */
    int set(Iterable<int[]> vectors) {
        List<int[]> all = new ArrayList<>();
        vectors.forEach(all::add);
        return diagrams.push(sets.of(sorted(all)));
    }

    List<List<Integer>> vectors(int set) {
        List<List<Integer>> all = new ArrayList<>();
        sets.forEach(set, LEVELS, vector -> all.add(Variables.list(vector)));
        return all;
    }

    FallingApart fallingApart(Integer... byLevel) {
        return new FallingApart(List.of(byLevel), diagrams, sets, projection, enabled, shapes, ways, () -> {});
    }

    Predecessors predecessors() {
        Concerned all = new Concerned(diagrams, projection, ways);
        return new Predecessors(diagrams, sets, all, shapes, LEVELS, () -> {});
    }

    private static List<int[]> sorted(List<int[]> vectors) {
        TreeSet<int[]> sorted = new TreeSet<>(Arrays::compare);
        sorted.addAll(vectors);
        return List.copyOf(sorted);
    }

    private static BitSet bits(int... some) {
        BitSet bits = new BitSet();
        Arrays.stream(some).forEach(bits::set);
        return bits;
    }
}
