// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.store;

/**
 * Some of the states that one worker has met last. Four in ten successors are among them: independent steps lead to the same
 * state in either order. They need not be looked up in the store, which is larger than what the processor keeps near.
 */
public final class RecentStates {
    /** A power of two; more of them are met again hardly more often. */
    private static final int STATES = 1 << 10;

    private final int words;
    /** By some bits of the hash. All bits are 0 where there is none yet, which is a state, too. */
    private final long[] states;

    private final boolean[] isThere = new boolean[STATES];

    public RecentStates(int words) {
        this.words = words;
        this.states = new long[STATES * words];
    }

    /** Whether a state is known to have been met; from now on it is. */
    public boolean meet(long[] state) {
        int place = (int) (Hashes.hash(state) >>> 32) & STATES - 1;
        int at = place * words;
        long differs = 0;
        for (int word = 0; word < words; word++) {
            differs |= states[at + word] ^ state[word];
        }
        if (differs == 0 && isThere[place]) {
            return true;
        }
        for (int word = 0; word < words; word++) {
            states[at + word] = state[word];
        }
        isThere[place] = true;
        return false;
    }
}
