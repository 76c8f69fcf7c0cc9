// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.Arrays;

/** A list of a diagram while steps are added to it: values in ascending order, what is below each, and which are new. */
final class Work implements Diagrams.Roots {
    private int[] values = new int[8];
    private int[] below = new int[8];
    private boolean[] fresh = new boolean[8];
    private int count;

    void clear() {
        count = 0;
    }

    int count() {
        return count;
    }

    int value(int at) {
        return values[at];
    }

    int below(int at) {
        return below[at];
    }

    /** Whether more has come below this value since {@link #take}. */
    boolean isFresh(int at) {
        return fresh[at];
    }

    void take(int at) {
        fresh[at] = false;
    }

    /** Makes all of it fresh. */
    void refresh() {
        Arrays.fill(fresh, 0, count, true);
    }

    /** Where a value is; if it is missing, minus one minus where it belongs. */
    int find(int value) {
        return Arrays.binarySearch(values, 0, count, value);
    }

    /** Adds a value greater than all before. */
    void append(int value, int node) {
        insert(count, value, node);
    }

    void insert(int at, int value, int node) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
            below = Arrays.copyOf(below, 2 * count);
            fresh = Arrays.copyOf(fresh, 2 * count);
        }
        System.arraycopy(values, at, values, at + 1, count - at);
        System.arraycopy(below, at, below, at + 1, count - at);
        System.arraycopy(fresh, at, fresh, at + 1, count - at);
        values[at] = value;
        below[at] = node;
        fresh[at] = true;
        count++;
    }

    void replace(int at, int node) {
        below[at] = node;
        fresh[at] = true;
    }

    /** The list as a diagram. */
    int make(Diagrams diagrams) {
        int list = Diagrams.EMPTY;
        for (int at = count - 1; at >= 0; at--) {
            list = diagrams.make(values[at], below[at], list);
        }
        return list;
    }

    @Override
    public void mark(Diagrams diagrams) {
        for (int at = 0; at < count; at++) {
            diagrams.keep(below[at]);
        }
    }
}
