// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.store;

/**
 * The states that have been met, each known by a key of 64 bits. Workers add to it concurrently, each through its own
 * {@link Appender}.
 */
public interface StateStore {
    /** How many keys a worker asks for at most before it looks whether the store is crowded. */
    int MAX_AHEAD = 64;

    /** One worker's way in. */
    interface Appender {
        /**
         * The keys of states, none of them 0; a state has the same one for as long as the store is in use. Reads ahead what adding
         * them will look at, so that the processor waits for memory once for all of them.
         *
         * @param count of states, at most {@link #MAX_AHEAD}
         */
        void keys(long[][] states, int count, long[] keys);

        /** The key of one state. */
        default long key(long[] state) {
            long[] keys = new long[1];
            keys(new long[][] {state}, 1, keys);
            return keys[0];
        }

        /**
         * Adds the state with a key unless it is known.
         *
         * @param key what {@link #keys} has said
         * @param parent the number of the state that it was met from; any for the first
         * @param step the step that led to it; any for the first
         * @return its number if it is new, otherwise -1
         */
        long add(long key, long parent, int step);
    }

    Appender appender();

    /** States stored. */
    long size();

    /** Bytes taken by all tables. */
    long bytes();

    /** Bytes taken at most while it grows, if it grew now. */
    long bytesAfterGrowth();

    /** Whether it has to {@link #grow()} before keys of more states are asked for, by each worker of {@link #MAX_AHEAD}. */
    boolean isCrowded();

    /**
     * Makes room where it is crowded. No worker does anything meanwhile.
     *
     * @return whether there is more room now; a table has at most 2^32 places, and an array 2^30
     */
    boolean grow();

    /** The slots to begin with, so that as many workers can ask for {@link #MAX_AHEAD} keys each once it is crowded. */
    static int initialSlots(int workers) {
        return Math.max(1 << 12, 8 * MAX_AHEAD * workers);
    }
}
