// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.store;

/** The states that have been met. Workers add to it concurrently, each through its own {@link Appender}. */
public interface StateStore {
    /** How many states can be {@linkplain Appender#readAhead read ahead} at once. */
    int MAX_AHEAD = 64;

    /** One worker's way in. */
    interface Appender {
        /**
         * Adds a state unless it is known.
         *
         * @param parent the number of the state that it was met from; itself ignored for the first
         * @return its number if it is new, otherwise -1
         */
        default long add(long[] state, long parent) {
            return add(state, Hashes.hash(state), parent);
        }

        /** The same, with the hash of the state worked out already. */
        long add(long[] state, long hash, long parent);

        /**
         * Reads ahead what adding states with these hashes will look at, so that the processor waits
         * for memory once for all of them; changes nothing.
         */
        void readAhead(long[] hashes, int count);
    }

    Appender appender();

    /** States stored. */
    long size();

    /** Bytes taken by all tables. */
    long bytes();

    /** Bytes taken if it grew now. */
    long bytesAfterGrowth();

    /** Whether it has to {@link #grow()} before more states are added than each worker reads ahead. */
    boolean isCrowded();

    /**
     * Makes room. No worker adds meanwhile.
     *
     * @return whether there is more room now; an array has at most 2^31 places
     */
    boolean grow();
}
