// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.store;

import java.util.Arrays;

/** Numbers states from 0 in the order in which they are first seen; for one thread. */
public final class StateIndex {
    private static final int MOST_WORDS = Integer.MAX_VALUE - 8;

    private final int words;
    private long[] states;
    private int[] slots = new int[1 << 10];
    private int size;

    public StateIndex(int words) {
        this.words = words;
        this.states = new long[words << 9];
    }

    /** The state's number, or -1 if it has none. */
    public int find(long[] state) {
        return slots[slot(state)] - 1;
    }

    /** The state's number, given now if it has none. */
    public int number(long[] state) {
        if (size > slots.length * 3L / 5) {
            rehash();
        }
        int at = slot(state);
        if (slots[at] != 0) {
            return slots[at] - 1;
        }
        if ((size + 1L) * words > states.length) {
            if (states.length == MOST_WORDS) {
                throw new OutOfMemoryError("more than 2^31 words of states");
            }
            states = Arrays.copyOf(states, (int) Math.min(MOST_WORDS, states.length * 2L));
        }
        System.arraycopy(state, 0, states, size * words, words);
        slots[at] = ++size;
        return size - 1;
    }

    /** Where the state's number is, or is to be. */
    private int slot(long[] state) {
        int mask = slots.length - 1;
        int at = (int) Hashes.hash(state) & mask;
        while (slots[at] != 0 && !holds(slots[at] - 1, state)) {
            at = at + 1 & mask;
        }
        return at;
    }

    public void read(int number, long[] target) {
        System.arraycopy(states, number * words, target, 0, words);
    }

    public int size() {
        return size;
    }

    public long bytes() {
        return 8L * states.length + 4L * slots.length;
    }

    private boolean holds(int number, long[] state) {
        for (int word = 0, at = number * words; word < words; word++, at++) {
            if (states[at] != state[word]) {
                return false;
            }
        }
        return true;
    }

    private void rehash() {
        slots = new int[slots.length * 2];
        int mask = slots.length - 1;
        long[] state = new long[words];
        for (int number = 0; number < size; number++) {
            read(number, state);
            int at = (int) Hashes.hash(state) & mask;
            while (slots[at] != 0) {
                at = at + 1 & mask;
            }
            slots[at] = number + 1;
        }
    }
}
