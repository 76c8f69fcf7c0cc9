// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Variables put together that have few values together, hardly more than the one with the most has by itself. */
final class Clusters {
    /** Values of a cluster at most, as far as a sample shows. */
    private static final int MOST_VALUES = 16;
    /** At most so many times the values of the larger of two that are put together. */
    private static final double GROWTH = 1.5;

    /** Variables, the number of what they hold together in each state of the sample, and how many numbers there are. */
    private record Cluster(int[] variables, int[] column, int values) {
        static Cluster of(int variable, List<int[]> sample) {
            int[] column = sample.stream().mapToInt(state -> state[variable]).toArray();
            return numbered(new int[] {variable}, column, new int[column.length], 1);
        }

        Cluster and(Cluster other) {
            int[] both = IntStream.concat(IntStream.of(variables), IntStream.of(other.variables))
                    .toArray();
            return numbered(both, column, other.column, other.values);
        }

        private static Cluster numbered(int[] variables, int[] left, int[] right, int rightValues) {
            Map<Long, Integer> numbers = new HashMap<>();
            int[] column = new int[left.length];
            for (int state = 0; state < column.length; state++) {
                column[state] =
                        numbers.computeIfAbsent((long) left[state] * rightValues + right[state], key -> numbers.size());
            }
            return new Cluster(variables, column, numbers.size());
        }
    }

    private Clusters() {}

    static List<int[]> of(List<Integer> variables, List<int[]> sample) {
        List<Cluster> clusters = new ArrayList<>();
        variables.forEach(variable -> clusters.add(Cluster.of(variable, sample)));
        Map<List<Cluster>, Cluster> pairs = new HashMap<>();
        while (true) {
            Cluster best = null;
            List<Cluster> parts = List.of();
            for (Cluster left : clusters) {
                for (Cluster right : clusters.subList(0, clusters.indexOf(left))) {
                    Cluster both = pairs.computeIfAbsent(List.of(right, left), key -> right.and(left));
                    boolean fits =
                            both.values <= MOST_VALUES && both.values <= GROWTH * Math.max(left.values, right.values);
                    if (fits && (best == null || both.values < best.values)) {
                        best = both;
                        parts = List.of(right, left);
                    }
                }
            }
            if (best == null) {
                return clusters.stream().map(Cluster::variables).toList();
            }
            clusters.removeAll(parts);
            clusters.add(best);
        }
    }
}
