// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.Arrays;

/**
 * Results of operations on diagrams, of which a new one takes the place of an old one. An operation is a number with up
 * to two nodes, and its result is a node; entries outlive a collection if all of their nodes do.
 */
final class Cache {
    /** No result is known. */
    static final int UNKNOWN = -1;

    private static final int BYTES_PER_ENTRY = 16;
    private static final int MOST_ENTRIES = 1 << 29;

    /** By entry: both nodes, and the operation with its result. The operation 0 means no entry. */
    private long[] entries;

    private int mask;
    private long limit = Long.MAX_VALUE;

    /**
     * @param size entries, a power of two
     */
    Cache(int size) {
        entries = new long[2 * size];
        mask = size - 1;
    }

    /** Sets how many bytes it may take. */
    void setLimit(long bytes) {
        limit = bytes;
    }

    long bytes() {
        return 8L * entries.length;
    }

    int get(int operation, int left, int right) {
        int at = slot(operation, left, right);
        if (entries[at] == ((long) left << 32 | right) && (int) (entries[at + 1] >>> 32) == operation) {
            return (int) entries[at + 1];
        }
        return UNKNOWN;
    }

    void put(int operation, int left, int right, int result) {
        int at = slot(operation, left, right);
        entries[at] = (long) left << 32 | right;
        entries[at + 1] = (long) operation << 32 | result;
    }

    private int slot(int operation, int left, int right) {
        long hash = (operation * 0x9E3779B97F4A7C15L + left) * 0xBF58476D1CE4E5B9L + right;
        hash *= 0x94D049BB133111EBL;
        return ((int) (hash >>> 32) & mask) << 1;
    }

    void clear() {
        Arrays.fill(entries, 0);
    }

    /** Makes it larger, as far as it may. */
    void growTo(int size) {
        int possible = Math.min(size, MOST_ENTRIES);
        while ((long) BYTES_PER_ENTRY * possible > limit) {
            possible /= 2;
        }
        if (possible <= mask + 1) {
            return;
        }
        long[] old = entries;
        entries = new long[2 * possible];
        mask = possible - 1;
        for (int at = 0; at < old.length; at += 2) {
            int operation = (int) (old[at + 1] >>> 32);
            if (operation != 0) {
                put(operation, (int) (old[at] >>> 32), (int) old[at], (int) old[at + 1]);
            }
        }
    }

    /** Forgets what speaks of nodes that are not marked. */
    void retain(long[] marked) {
        for (int at = 0; at < entries.length; at += 2) {
            if (entries[at + 1] >>> 32 != 0
                    && !(isMarked(marked, (int) (entries[at] >>> 32))
                            && isMarked(marked, (int) entries[at])
                            && isMarked(marked, (int) entries[at + 1]))) {
                entries[at + 1] = 0;
                entries[at] = 0;
            }
        }
    }

    private static boolean isMarked(long[] marked, int node) {
        return node == Diagrams.EMPTY || (marked[node >>> 6] >>> node & 1) != 0;
    }
}
