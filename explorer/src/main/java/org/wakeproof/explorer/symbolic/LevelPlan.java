// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Which levels there are, from the top: at first as agents' footprints suggest, and again and again as what has been reached
 * so far takes fewest nodes. For one thread.
 */
final class LevelPlan {
    /** Levels are sifted once so many nodes have been made, */
    private static final long FIRST = 1L << 24;
    /** and again where so many times as many have been made with what came of it. */
    private static final int RARER = 8;

    private final Ordering how;
    private final int variables;
    private final List<Behaviour> agents;
    private long due = FIRST;
    private int rarer = RARER;
    private int[][] order;

    LevelPlan(Ordering how, int variables, List<Behaviour> agents) {
        this.how = how;
        this.variables = variables;
        this.agents = agents;
    }

    /** Has levels sifted behind the first nodes, and often; for tests. */
    void siftOften() {
        due = 1;
        rarer = 2;
    }

    /**
     * The levels of some variables.
     *
     * @param sample some states, to see which variables change together
     */
    int[][] of(BitSet changing, List<int[]> sample) {
        int[][] anew = how == Ordering.WIRING
                ? changing.stream().mapToObj(variable -> new int[] {variable}).toArray(int[][]::new)
                : new LevelOrder(variables, agents).of(changing, sample);
        order = order == null ? anew : grown(order, anew);
        return order;
    }

    /** Whether levels are to be sifted, as so many nodes have been made since they were last. */
    boolean isDue(long made) {
        return how == Ordering.SIFTED && made >= due;
    }

    /** Levels in an order that has been found by sifting; by their numbers until then. */
    int[][] sifted(int[] sifted) {
        due *= rarer;
        order = Arrays.stream(sifted).mapToObj(level -> order[level]).toArray(int[][]::new);
        return order;
    }

    /** An order that is there, with what it lacks of another behind what is in front of it there. */
    static int[][] grown(int[][] order, int[][] other) {
        List<int[]> grown = new ArrayList<>(List.of(order));
        BitSet there = new BitSet();
        grown.forEach(level -> Arrays.stream(level).forEach(there::set));
        int place = 0;
        for (int[] level : other) {
            int[] missing = Arrays.stream(level)
                    .filter(variable -> !there.get(variable))
                    .toArray();
            if (missing.length < level.length) {
                int known = Arrays.stream(level).filter(there::get).findFirst().getAsInt();
                place = place(grown, known) + 1;
            }
            if (missing.length > 0) {
                grown.add(place++, missing);
            }
        }
        return grown.toArray(int[][]::new);
    }

    private static int place(List<int[]> levels, int variable) {
        int place = 0;
        while (Arrays.stream(levels.get(place)).noneMatch(each -> each == variable)) {
            place++;
        }
        return place;
    }
}
