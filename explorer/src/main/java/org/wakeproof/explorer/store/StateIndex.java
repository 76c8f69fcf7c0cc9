// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.store;

import java.util.Arrays;

/** Numbers states from 0 in the order in which they are first seen; for one thread. They lie in chunks, so none moves as more come. */
public final class StateIndex {
    private static final int CHUNK_BITS = 9;
    private static final int CHUNK = 1 << CHUNK_BITS;

    private final int words;
    private long[][] chunks = new long[1][];
    private int[] slots = new int[1 << 10];
    private int size;

    public StateIndex(int words) {
        this.words = words;
        this.chunks[0] = new long[words << CHUNK_BITS];
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
        System.arraycopy(state, 0, chunk(size), place(size), words);
        slots[at] = ++size;
        return size - 1;
    }

    /** The chunk that a number is in, or is to be. */
    private long[] chunk(int number) {
        int chunk = number >>> CHUNK_BITS;
        if (chunk == chunks.length) {
            chunks = Arrays.copyOf(chunks, chunks.length * 2);
        }
        if (chunks[chunk] == null) {
            chunks[chunk] = new long[words << CHUNK_BITS];
        }
        return chunks[chunk];
    }

    private int place(int number) {
        return (number & CHUNK - 1) * words;
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
        System.arraycopy(chunks[number >>> CHUNK_BITS], place(number), target, 0, words);
    }

    public int size() {
        return size;
    }

    public long bytes() {
        long made = Math.max(1, (size + CHUNK - 1L) / CHUNK);
        return 8L * words * CHUNK * made + 4L * slots.length;
    }

    private boolean holds(int number, long[] state) {
        long[] chunk = chunks[number >>> CHUNK_BITS];
        for (int word = 0, at = place(number); word < words; word++, at++) {
            if (chunk[at] != state[word]) {
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
