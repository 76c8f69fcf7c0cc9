// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Keeps every state whole: packed states lie densely in chunks, in the order in which each worker
 * met them, with the number of the state that each was met from; an open-addressing index of 8 bytes
 * an entry (half a hash, and the number) finds them. Lossless.
 *
 * <p>A worker writes a state into the next free place of its own chunk, then publishes it by one
 * compare-and-set of an index entry. If another was faster with the same state, the place is used
 * again for the next one.
 */
public final class ExactStore implements StateStore {
    private static final long TAG = 0xFFFF_FFFF_0000_0000L;
    private static final int CHUNK_BITS = 13;
    private static final int CHUNK = 1 << CHUNK_BITS;
    /** Workers at most: each has a chunk that it is not done with. */
    private static final int MAX_WORKERS = 1 << 10;

    private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final double LOAD = 0.72;
    private static final double GROWTH = 1.6;

    private final int words;
    private long[][] states;
    private int[][] parents;
    private final AtomicInteger chunks = new AtomicInteger();
    private final LongAdder size = new LongAdder();
    private long[] slots;
    private long limit;

    public ExactStore(int words, int initialSlots) {
        this.words = words;
        this.slots = new long[initialSlots];
        this.states = new long[chunks(initialSlots)][];
        this.parents = new int[chunks(initialSlots)][];
        this.limit = (long) (initialSlots * LOAD);
    }

    @Override
    public Appender appender() {
        return new ExactAppender();
    }

    /** Copies a stored state. */
    public void read(long number, long[] target) {
        int at = (int) (number & CHUNK - 1) * words;
        System.arraycopy(states[(int) (number >>> CHUNK_BITS)], at, target, 0, words);
    }

    /** The number of the state that a state was met from. */
    public long parent(long number) {
        return Integer.toUnsignedLong(parents[(int) (number >>> CHUNK_BITS)][(int) (number & CHUNK - 1)]);
    }

    @Override
    public long size() {
        return size.sum();
    }

    @Override
    public long bytes() {
        return bytes(slots.length);
    }

    @Override
    public long bytesAfterGrowth() {
        // Old and new index exist side by side while it grows.
        return bytes(slots.length) + 8L * grown();
    }

    private long bytes(long slotCount) {
        return 8 * slotCount + (long) chunks.get() * CHUNK * (8L * words + 4);
    }

    @Override
    public boolean isCrowded() {
        return size.sum() > limit;
    }

    private int grown() {
        return (int) Math.min(Integer.MAX_VALUE - 8, (long) (slots.length * GROWTH));
    }

    @Override
    public boolean grow() {
        if (grown() == slots.length) {
            return false;
        }
        long[] old = slots;
        long[] larger = new long[grown()];
        for (long slot : old) {
            if (slot != 0) {
                // Places follow the order of the tags, so both tables are walked from front to end.
                int at = place(slot >>> 32, larger.length);
                while (larger[at] != 0) {
                    at = at + 1 == larger.length ? 0 : at + 1;
                }
                larger[at] = slot;
            }
        }
        slots = larger;
        limit = (long) (larger.length * LOAD);
        states = Arrays.copyOf(states, chunks(larger.length));
        parents = Arrays.copyOf(parents, chunks(larger.length));
        return true;
    }

    /** How many chunks are in use at most while the index has so many slots. */
    private static int chunks(int slots) {
        return slots / CHUNK + MAX_WORKERS;
    }

    /** Maps a tag, the high half of a hash, to a slot, so that the table may have any length. */
    private static int place(long tag, int length) {
        return (int) (tag * length >>> 32);
    }

    private final class ExactAppender implements Appender {
        private long[] chunkStates;
        private int[] chunkParents;
        private long first;
        private int used = CHUNK;
        private final long[] ahead = new long[MAX_AHEAD];
        /** Keeps the compiler from leaving the reading out. */
        private volatile long lastRead;

        @Override
        public long add(long[] state, long hash, long parent) {
            long tag = hash & TAG;
            long[] table = slots;
            int at = place(tag >>> 32, table.length);
            boolean written = false;
            while (true) {
                long slot = (long) SLOTS.getAcquire(table, at);
                if (slot == 0) {
                    if (!written) {
                        write(state, parent);
                        written = true;
                    }
                    long entry = tag | first + used + 1;
                    slot = (long) SLOTS.compareAndExchange(table, at, 0L, entry);
                    if (slot == 0) {
                        size.increment();
                        return first + used++;
                    }
                }
                if ((slot ^ tag) >>> 32 == 0 && holds((slot & 0xFFFF_FFFFL) - 1, state)) {
                    return -1;
                }
                at = at + 1 == table.length ? 0 : at + 1;
            }
        }

        @Override
        public void readAhead(long[] hashes, int count) {
            long[] table = slots;
            for (int i = 0; i < count; i++) {
                ahead[i] = (long) SLOTS.getOpaque(table, place(hashes[i] >>> 32, table.length));
            }
            long read = 0;
            for (int i = 0; i < count; i++) {
                // Most states are known already, and most of those lie at the first place.
                if (((ahead[i] ^ hashes[i]) & TAG) == 0 && ahead[i] != 0) {
                    long number = (ahead[i] & 0xFFFF_FFFFL) - 1;
                    read += states[(int) (number >>> CHUNK_BITS)][(int) (number & CHUNK - 1) * words];
                }
            }
            lastRead = read;
        }

        private void write(long[] state, long parent) {
            if (used == CHUNK) {
                int chunk = chunks.getAndIncrement();
                chunkStates = new long[CHUNK * words];
                chunkParents = new int[CHUNK];
                states[chunk] = chunkStates;
                parents[chunk] = chunkParents;
                first = (long) chunk << CHUNK_BITS;
                used = 0;
            }
            System.arraycopy(state, 0, chunkStates, used * words, words);
            chunkParents[used] = (int) parent;
        }

        private boolean holds(long number, long[] state) {
            long[] chunk = states[(int) (number >>> CHUNK_BITS)];
            int at = (int) (number & CHUNK - 1) * words;
            for (int word = 0; word < words; word++) {
                if (chunk[at + word] != state[word]) {
                    return false;
                }
            }
            return true;
        }
    }
}
