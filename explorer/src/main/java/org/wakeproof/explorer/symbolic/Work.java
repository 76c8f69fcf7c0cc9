// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.Arrays;

/**
 * A list of a diagram while steps are added to it: values in ascending order, what is below each, and as much of that as
 * steps have been carried out from.
 */
final class Work implements Diagrams.Roots {
    private int[] values = new int[8];
    private int[] below = new int[8];
    private int[] done = new int[8];
    private int count;
    private int level;
    private int current;

    /** Begins a list of a level, which is empty. */
    void begin(int at) {
        level = at;
        count = 0;
    }

    /** Says below which value something is being saturated. */
    void enter(int value) {
        current = value;
    }

    /** What is in the list so far, with what there is so far of what is being saturated below it. */
    int soFar(int saturated, Diagrams diagrams, Sets sets) {
        int mark = diagrams.mark();
        int list = diagrams.push(make(diagrams));
        int more = diagrams.push(diagrams.make(current, diagrams.push(saturated), Diagrams.EMPTY));
        int all = sets.union(list, more);
        diagrams.pop(mark);
        return all;
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

    /** What steps have been carried out from; all of it once they have been from what is below now. */
    int done(int at) {
        return done[at];
    }

    /** Steps have been carried out from what is below. */
    void finish(int at) {
        done[at] = below[at];
    }

    /** Where a value is; if it is missing, minus one minus where it belongs. */
    int find(int value) {
        return Arrays.binarySearch(values, 0, count, value);
    }

    /** Adds a value greater than all before, with what of it is done. */
    void append(int value, int node, int doneNode) {
        insert(count, value, node);
        done[count - 1] = doneNode;
    }

    /** Appends the part of a list that lies before a value, all of it done, and returns the rest. */
    int appendBefore(int value, int list, Diagrams diagrams) {
        int node = list;
        while (node != Diagrams.EMPTY && diagrams.value(node) < value) {
            append(diagrams.value(node), diagrams.down(node), diagrams.down(node));
            node = diagrams.right(node);
        }
        return node;
    }

    /** Adds a value of which nothing is done. */
    void insert(int at, int value, int node) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
            below = Arrays.copyOf(below, 2 * count);
            done = Arrays.copyOf(done, 2 * count);
        }
        System.arraycopy(values, at, values, at + 1, count - at);
        System.arraycopy(below, at, below, at + 1, count - at);
        System.arraycopy(done, at, done, at + 1, count - at);
        values[at] = value;
        below[at] = node;
        done[at] = Diagrams.EMPTY;
        count++;
    }

    void replace(int at, int node) {
        below[at] = node;
    }

    /** The list as a diagram. */
    int make(Diagrams diagrams) {
        int list = Diagrams.EMPTY;
        for (int at = count - 1; at >= 0; at--) {
            list = diagrams.make(values[at], below[at], list);
        }
        return list;
    }

    /** Counts the nodes of what is below. */
    void size(LevelSizes sizes) {
        for (int at = 0; at < count; at++) {
            sizes.add(below[at], level + 1);
        }
    }

    @Override
    public void mark(Diagrams diagrams) {
        for (int at = 0; at < count; at++) {
            diagrams.keep(below[at]);
            diagrams.keep(done[at]);
        }
    }
}
