// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * List decision diagrams: a set of vectors is a list of nodes, one for each value that its first element has, in
 * ascending order; a node leads down to the set of the rests, and right to the next value. Equal sets are one number.
 *
 * <p>Nodes that nobody needs any more are collected when room is made, which can happen in every {@link #make}. What is
 * needed has to be reachable then: from a {@linkplain #addRoots root}, or from what has been {@linkplain #push pushed}.
 * A number stays the same as long as its node lives.
 */
final class Diagrams {
    /** No vector at all. */
    static final int EMPTY = 0;
    /** The vector without elements. */
    static final int UNIT = 1;

    /** Where what has to be kept is asked for. */
    interface Roots {
        /** Marks all that has to be kept. */
        void mark(Diagrams diagrams);
    }

    private static final int FIRST = 2;
    private static final int MOST_NODES = (1 << 29) - 16;
    private static final int FREE = -1;
    /** One part in so many of the memory is filled before anything is collected: what is remembered of garbage goes with it. */
    private static final int FILLED = 8;

    private static final int BYTES_PER_NODE = 20;
    /** After so many new nodes somebody looks whether to go on. */
    private static final int PORTION = 1 << 14;

    private final long maxBytes;
    private final Runnable watch;
    private final List<Roots> roots = new ArrayList<>();
    private final Cache cache;
    /** By node: value, down, right, and the next node of the same bucket, or the next free one. */
    private int[] nodes;

    private int[] buckets;
    private int capacity;
    private int unused;
    private int free;
    private int live;
    private int peak;
    private long made;
    private boolean eager;
    private int portion = PORTION;

    private int[] kept = new int[1 << 10];
    private int keptCount;

    private long[] marked = {};
    private int[] open = new int[1 << 10];

    /**
     * @param maxBytes what nodes and cache may take together
     * @param capacity nodes to begin with
     * @param watch called again and again; what it throws ends whatever is being done
     */
    Diagrams(long maxBytes, int capacity, Runnable watch) {
        this.maxBytes = maxBytes;
        this.watch = watch;
        this.capacity = capacity;
        this.nodes = new int[4 * capacity];
        this.buckets = new int[Integer.highestOneBit(capacity)];
        this.unused = FIRST;
        this.cache = new Cache(8 * buckets.length);
        this.cache.setLimit(maxBytes / 3);
    }

    /** Collects at every chance, so that a test notices what is not kept. */
    void collectEagerly() {
        eager = true;
    }

    /** Has somebody look behind each new node whether to go on, for tests. */
    void watchClosely() {
        portion = 1;
    }

    Cache cache() {
        return cache;
    }

    int value(int node) {
        return nodes[node << 2];
    }

    int down(int node) {
        return nodes[(node << 2) + 1];
    }

    int right(int node) {
        return nodes[(node << 2) + 2];
    }

    /** Nodes in use, garbage included. */
    int size() {
        return live;
    }

    /** The most nodes that were in use at a time, garbage included. */
    int peak() {
        return Math.max(peak, live);
    }

    /** How many nodes have been made so far, garbage included. */
    long made() {
        return made;
    }

    long bytes() {
        return (long) BYTES_PER_NODE * capacity + cache.bytes();
    }

    /** Asks somebody at each collection what has to be kept. */
    void addRoots(Roots source) {
        roots.add(source);
    }

    /** Keeps a node until it is popped. */
    int push(int node) {
        if (keptCount == kept.length) {
            kept = Arrays.copyOf(kept, 2 * keptCount);
        }
        kept[keptCount++] = node;
        return node;
    }

    /** How many are kept; {@link #pop} back to it. */
    int mark() {
        return keptCount;
    }

    /** The node that was pushed as the one with this number. */
    int kept(int index) {
        return kept[index];
    }

    /** Puts another node in the place of the one that was pushed with this number. */
    void replace(int index, int node) {
        kept[index] = node;
    }

    void pop(int mark) {
        keptCount = mark;
    }

    /**
     * The list that begins with a value and goes on with {@code right}; {@code right} itself where nothing is below.
     * Both nodes are kept meanwhile.
     *
     * @throws OutOfNodes if memory does not suffice
     */
    int make(int value, int down, int right) {
        if (down == EMPTY) {
            return right;
        }
        int bucket = bucket(value, down, right);
        for (int node = buckets[bucket]; node != 0; node = nodes[(node << 2) + 3]) {
            int at = node << 2;
            if (nodes[at] == value && nodes[at + 1] == down && nodes[at + 2] == right) {
                return node;
            }
        }
        if (free == 0 && unused == capacity || eager) {
            int mark = keptCount;
            push(down);
            push(right);
            makeRoom();
            keptCount = mark;
            bucket = bucket(value, down, right);
        }
        int node = free;
        if (node != 0) {
            free = nodes[(node << 2) + 3];
        } else {
            node = unused++;
        }
        live++;
        if ((++made & portion - 1) == 0) {
            watch.run();
        }
        int at = node << 2;
        nodes[at] = value;
        nodes[at + 1] = down;
        nodes[at + 2] = right;
        nodes[at + 3] = buckets[bucket];
        buckets[bucket] = node;
        return node;
    }

    private int bucket(int value, int down, int right) {
        long hash = (value * 0x9E3779B97F4A7C15L + down) * 0xBF58476D1CE4E5B9L + right;
        hash *= 0x94D049BB133111EBL;
        return (int) (hash >>> 32) & buckets.length - 1;
    }

    // Making room.

    private void makeRoom() {
        if (eager && (free != 0 || unused < capacity)) {
            collect();
            return;
        }
        if ((long) BYTES_PER_NODE * capacity < maxBytes / FILLED && grow()) {
            return;
        }
        collect();
        if (live > capacity / 4) {
            grow();
        }
        if (free == 0 && unused == capacity) {
            throw new OutOfNodes();
        }
    }

    /** Makes the table larger as far as memory allows; whether it has. */
    private boolean grow() {
        int wanted = (int) Math.min(MOST_NODES, 2L * capacity);
        // While it grows the old nodes are there, too.
        long room = maxBytes - cache.bytes() - 16L * capacity;
        int possible = (int) Math.min(wanted, room / BYTES_PER_NODE);
        if (possible < capacity + capacity / 8) {
            return false;
        }
        nodes = Arrays.copyOf(nodes, 4 * possible);
        capacity = possible;
        int wantedBuckets = Integer.highestOneBit(possible);
        if (wantedBuckets != buckets.length) {
            buckets = new int[wantedBuckets];
            rechain();
        }
        cache.growTo(Integer.highestOneBit(possible) < 1 << 27 ? 4 * Integer.highestOneBit(possible) : 1 << 29);
        return true;
    }

    private void collect() {
        peak = Math.max(peak, live);
        marked = new long[(capacity >>> 6) + 1];
        keep(UNIT);
        for (int i = 0; i < keptCount; i++) {
            keep(kept[i]);
        }
        for (Roots source : roots) {
            source.mark(this);
        }
        cache.retain(marked);
        sweep();
        marked = new long[0];
    }

    /** Marks a node and all that is reachable from it; for {@link Roots}. */
    void keep(int node) {
        int count = 0;
        int at = node;
        while (true) {
            while (at != EMPTY && (marked[at >>> 6] >>> at & 1) == 0) {
                marked[at >>> 6] |= 1L << at;
                if (at != UNIT) {
                    if (count == open.length) {
                        open = Arrays.copyOf(open, 2 * count);
                    }
                    open[count++] = nodes[(at << 2) + 2];
                    at = nodes[(at << 2) + 1];
                }
            }
            if (count == 0) {
                return;
            }
            at = open[--count];
        }
    }

    private void sweep() {
        Arrays.fill(buckets, 0);
        free = 0;
        live = 0;
        for (int node = unused - 1; node >= FIRST; node--) {
            int at = node << 2;
            if ((marked[node >>> 6] >>> node & 1) == 0) {
                nodes[at] = FREE;
                nodes[at + 1] = FREE;
                nodes[at + 3] = free;
                free = node;
            } else {
                live++;
                chain(node);
            }
        }
    }

    private void rechain() {
        for (int node = unused - 1; node >= FIRST; node--) {
            if (nodes[(node << 2) + 1] != FREE) {
                chain(node);
            }
        }
    }

    private void chain(int node) {
        int at = node << 2;
        int bucket = bucket(nodes[at], nodes[at + 1], nodes[at + 2]);
        nodes[at + 3] = buckets[bucket];
        buckets[bucket] = node;
    }
}
