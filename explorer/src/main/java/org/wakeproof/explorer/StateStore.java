// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

/** The states that have been met. Workers add to it concurrently, each through its own {@link Appender}. */
interface StateStore {
    /** One worker's way in. */
    interface Appender {
        /**
         * Adds a state unless it is known.
         *
         * @param parent the number of the state that it was met from; itself ignored for the first
         * @return its number if it is new, otherwise -1
         */
        long add(long[] state, long parent);
    }

    Appender appender();

    /** States stored. */
    long size();

    /** Bytes taken by all tables. */
    long bytes();

    /** Bytes taken if it grew now. */
    long bytesAfterGrowth();

    /** Whether it has to {@link #grow()} before many more states are added. */
    boolean isCrowded();

    /** Makes room. No worker adds meanwhile. */
    void grow();
}
