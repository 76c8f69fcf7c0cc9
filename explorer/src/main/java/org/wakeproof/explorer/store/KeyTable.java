// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.atomic.LongAdder;

/**
 * A set of 64-bit keys other than 0, in open addressing. Keys lie in
 * the order of their high halves, but for collisions, so a larger table is filled from front to end; and as it is made of
 * chunks, what has been emptied is filled again: growing takes no more memory than the larger table.
 *
 * <p>Any number of threads add. They rest while it grows.
 */
final class KeyTable {
    private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);
    /** Slots of a chunk, as a power of two. */
    private static final int CHUNK_BITS = 16;

    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final long MOST_SLOTS = 1L << 32;
    private static final double LOAD = 0.75;
    private static final double GROWTH = 1.3;

    private final LongAdder size = new LongAdder();
    private long slots;
    private long[][] chunks;
    private final Deque<long[]> emptied = new ArrayDeque<>();

    KeyTable(int slots) {
        allocate(slots);
        complete();
    }

    /**
     * Adds a key unless it is there.
     *
     * @return whether it is new
     */
    boolean add(long key) {
        long at = place(key, slots);
        while (true) {
            long[] chunk = chunks[(int) (at >>> CHUNK_BITS)];
            int word = word(at);
            long found = (long) WORDS.getAcquire(chunk, word);
            if (found == 0) {
                found = (long) WORDS.compareAndExchange(chunk, word, 0L, key);
                if (found == 0) {
                    size.increment();
                    return true;
                }
            }
            if (found == key) {
                return false;
            }
            at = at + 1 == slots ? 0 : at + 1;
        }
    }

    /**
     * Reads what adding these keys will look at first, so that the processor waits for memory once for all of them.
     *
     * @return to be kept, or else the compiler leaves the reading out
     */
    long readAhead(long[] keys, int count) {
        long read = 0;
        for (int i = 0; i < count; i++) {
            read += key(place(keys[i], slots));
        }
        return read;
    }

    private static long place(long key, long slots) {
        return (key >>> 32) * slots >>> 32;
    }

    private static int word(long at) {
        return (int) at & CHUNK - 1;
    }

    private long key(long at) {
        return chunks[(int) (at >>> CHUNK_BITS)][word(at)];
    }

    long slots() {
        return slots;
    }

    long size() {
        return size.sum();
    }

    long bytes() {
        return bytes(slots);
    }

    long bytesAfterGrowth() {
        // A chunk is filled again only once it has been emptied.
        return bytes(grown() + CHUNK);
    }

    private long bytes(long count) {
        return count * Long.BYTES;
    }

    boolean isCrowded() {
        return size.sum() > slots * LOAD;
    }

    private long grown() {
        return Math.min(MOST_SLOTS, (long) (slots * GROWTH));
    }

    /** Makes room, if it has not got the most slots already; whether it did. */
    boolean grow() {
        if (grown() == slots) {
            return false;
        }
        long[][] old = chunks;
        long oldSlots = slots;
        allocate(grown());
        for (int chunk = 0; chunk < old.length; chunk++) {
            move(old[chunk], (int) Math.min(CHUNK, oldSlots - ((long) chunk << CHUNK_BITS)));
            old[chunk] = null;
        }
        complete();
        return true;
    }

    private void move(long[] from, int count) {
        long length = slots;
        int number = -1;
        long[] chunk = null;
        for (int slot = 0; slot < count; slot++) {
            long key = from[word(slot)];
            if (key == 0) {
                continue;
            }
            long at = place(key, length);
            while (true) {
                if ((int) (at >>> CHUNK_BITS) != number) {
                    number = (int) (at >>> CHUNK_BITS);
                    chunk = chunk(number);
                }
                if (chunk[word(at)] == 0) {
                    break;
                }
                at = at + 1 == length ? 0 : at + 1;
            }
            chunk[word(at)] = key;
        }
        if (count == CHUNK) {
            Arrays.fill(from, 0);
            emptied.push(from);
        }
    }

    private void allocate(long count) {
        slots = count;
        chunks = new long[(int) (count + CHUNK - 1 >>> CHUNK_BITS)][];
    }

    private void complete() {
        for (int chunk = 0; chunk < chunks.length; chunk++) {
            chunk(chunk);
        }
        emptied.clear();
    }

    private long[] chunk(int number) {
        if (chunks[number] == null) {
            int count = (int) Math.min(CHUNK, slots - ((long) number << CHUNK_BITS));
            chunks[number] = count < CHUNK || emptied.isEmpty() ? new long[count] : emptied.pop();
        }
        return chunks[number];
    }
}
