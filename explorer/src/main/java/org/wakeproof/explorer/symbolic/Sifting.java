// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Looks for an order of levels in which a set has few nodes, after Rudell ("Dynamic variable ordering for ordered binary
 * decision diagrams", ICCAD 1993): each level is moved through all places, neighbours changing places, and stays where the
 * whole is smallest. It works on a copy of the set's diagram, in which lists share no tails.
 */
final class Sifting {
    /** A level is not moved on where the whole is larger than it was by this factor. */
    private static final double GROWTH = 1.2;
    /** Another round follows one that has made the whole smaller by more than this. */
    private static final double WORTHWHILE = 0.95;

    private static final int MOST_ROUNDS = 3;

    /** A list: values in ascending order, each with the number of a list of the next level. */
    private record Node(int[] entries) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Node node && Arrays.equals(entries, node.entries);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(entries);
        }
    }

    private final Runnable watch;
    private final int[][][] lists;
    private final long[] sizes;
    private final int[] levelAt;
    private long size;
    private long work;
    private long[] order = {};
    private int[] uppers = {};
    private int[] rests = {};
    private int[] entries = {};

    /**
     * @param set has to have a vector
     * @param watch called again and again; what it throws ends the search
     */
    Sifting(Diagrams diagrams, int set, int levels, Runnable watch) {
        this.watch = watch;
        this.lists = new int[levels][][];
        this.sizes = new long[levels];
        this.levelAt = IntStream.range(0, levels).toArray();
        int[] nodes = {set};
        for (int level = 0; level < levels; level++) {
            Map<Integer, Integer> next = new LinkedHashMap<>();
            int[][] copies = new int[nodes.length][];
            for (int i = 0; i < nodes.length; i++) {
                copies[i] = copy(diagrams, nodes[i], next);
            }
            put(level, copies);
            nodes = next.keySet().stream().mapToInt(Integer::intValue).toArray();
        }
    }

    private static int[] copy(Diagrams diagrams, int list, Map<Integer, Integer> numbers) {
        IntStream.Builder entries = IntStream.builder();
        for (int node = list; node != Diagrams.EMPTY; node = diagrams.right(node)) {
            int down = diagrams.down(node);
            Integer number = numbers.putIfAbsent(down, numbers.size());
            entries.add(diagrams.value(node)).add(number == null ? numbers.size() - 1 : number);
        }
        return entries.build().toArray();
    }

    private void put(int place, int[][] copies) {
        size -= sizes[place];
        lists[place] = copies;
        sizes[place] = Arrays.stream(copies).mapToLong(list -> list.length / 2).sum();
        size += sizes[place];
    }

    /** How many nodes the set has, in the order that has been found so far. */
    long size() {
        return size;
    }

    /**
     * The levels from the top, by the numbers that they had at first.
     *
     * @param most nodes to look at; no level is moved any more behind so many
     */
    int[] sifted(long most) {
        long before = Long.MAX_VALUE;
        for (int round = 0; round < MOST_ROUNDS && size < WORTHWHILE * before && work < most; round++) {
            before = size;
            int[] largestFirst = IntStream.range(0, levelAt.length)
                    .boxed()
                    .sorted(Comparator.comparingLong(place -> -sizes[place]))
                    .mapToInt(place -> levelAt[place])
                    .toArray();
            for (int level : largestFirst) {
                if (work < most) {
                    sift(place(level));
                }
            }
        }
        return levelAt.clone();
    }

    private int place(int level) {
        int place = 0;
        while (levelAt[place] != level) {
            place++;
        }
        return place;
    }

    private void sift(int start) {
        double most = GROWTH * size;
        long least = size;
        int best = start;
        int at = start;
        while (at < levelAt.length - 1 && size <= most) {
            swap(at++);
            if (size < least) {
                least = size;
                best = at;
            }
        }
        while (at > 0 && (at >= start || size <= most)) {
            swap(--at);
            if (size < least) {
                least = size;
                best = at;
            }
        }
        while (at < best) {
            swap(at++);
        }
    }

    /** Has a level and the next one change places. Lists stay as many, as sets do not become equal by that. */
    private void swap(int upper) {
        watch.run();
        int[][] above = lists[upper];
        int[][] below = lists[upper + 1];
        Map<Node, Integer> numbers = new HashMap<>();
        int[][] swapped = new int[above.length][];
        for (int list = 0; list < above.length; list++) {
            swapped[list] = swapped(above[list], below, numbers);
        }
        int[][] lower = new int[numbers.size()][];
        numbers.forEach((node, number) -> lower[number] = node.entries());
        put(upper, swapped);
        put(upper + 1, lower);
        int level = levelAt[upper];
        levelAt[upper] = levelAt[upper + 1];
        levelAt[upper + 1] = level;
    }

    private int[] swapped(int[] list, int[][] below, Map<Node, Integer> numbers) {
        int pairs = pairs(list, below);
        int size = 0;
        int from = 0;
        while (from < pairs) {
            int value = (int) (order[from] >>> 32);
            int to = from;
            while (to < pairs && (int) (order[to] >>> 32) == value) {
                to++;
            }
            entries[size++] = value;
            entries[size++] = number(from, to, numbers);
            from = to;
        }
        return Arrays.copyOf(entries, size);
    }

    /** Tells upper values, lower ones and what follows, by the lower value and then by the upper one, in whose order they are met. */
    private int pairs(int[] list, int[][] below) {
        int pairs = 0;
        for (int i = 0; i < list.length; i += 2) {
            pairs += below[list[i + 1]].length / 2;
        }
        if (pairs > order.length) {
            order = new long[2 * pairs];
            uppers = new int[2 * pairs];
            rests = new int[2 * pairs];
            entries = new int[4 * pairs];
        }
        int pair = 0;
        for (int i = 0; i < list.length; i += 2) {
            int[] lower = below[list[i + 1]];
            for (int j = 0; j < lower.length; j += 2) {
                order[pair] = (long) lower[j] << 32 | pair;
                uppers[pair] = list[i];
                rests[pair++] = lower[j + 1];
            }
        }
        if (list.length > 2) {
            Arrays.sort(order, 0, pairs);
        }
        work += pairs;
        return pairs;
    }

    /** The list that lies below a lower value from now on. */
    private int number(int from, int to, Map<Node, Integer> numbers) {
        int[] lower = new int[2 * (to - from)];
        for (int i = from; i < to; i++) {
            lower[2 * (i - from)] = uppers[(int) order[i]];
            lower[2 * (i - from) + 1] = rests[(int) order[i]];
        }
        Integer known = numbers.putIfAbsent(new Node(lower), numbers.size());
        return known == null ? numbers.size() - 1 : known;
    }
}
