// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.Arrays;
import java.util.BitSet;

/** How many nodes sets have at each level, each node counted once however many sets share it. */
final class LevelSizes {
    private final Diagrams diagrams;
    private final long[] nodes;
    private final BitSet counted = new BitSet();
    private int[] open = new int[1 << 10];

    LevelSizes(Diagrams diagrams, int levels) {
        this.diagrams = diagrams;
        this.nodes = new long[levels];
    }

    /** Adds a set whose diagram begins at a level. */
    void add(int set, int level) {
        int count = 0;
        int at = set;
        int depth = level;
        while (true) {
            while (at != Diagrams.EMPTY && at != Diagrams.UNIT && !counted.get(at)) {
                counted.set(at);
                nodes[depth]++;
                if (count + 2 > open.length) {
                    open = Arrays.copyOf(open, 2 * count);
                }
                open[count++] = diagrams.right(at);
                open[count++] = depth;
                at = diagrams.down(at);
                depth++;
            }
            if (count == 0) {
                return;
            }
            depth = open[--count];
            at = open[--count];
        }
    }

    long[] nodes() {
        return nodes;
    }
}
