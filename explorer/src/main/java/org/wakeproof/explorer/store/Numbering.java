// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Numbers pairs of words from 1, about in the order in which they are first seen. The pairs lie in chunks by number; an
 * index of 4 bytes an entry, half empty or a bit less, finds them: the low bits are the number, and as many bits of the
 * hash as there is room for lie above it.
 *
 * <p>Any number of threads give numbers, each by a {@link Writer} of its own. They rest while it grows.
 */
final class Numbering {
    private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(int[].class);
    private static final VarHandle CHUNKS = MethodHandles.arrayElementVarHandle(long[][].class);
    private static final int CHUNK_BITS = 10;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int MOST_SLOTS = 1 << 30;
    private static final double LOAD = 0.75;

    /** Words of a pair that are kept: 2, or 1 where the second is always 0. */
    private final int width;

    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger chunks = new AtomicInteger();
    private long[][] pairs;
    private int[] slots;

    Numbering(int width, int slots) {
        this.width = width;
        this.slots = new int[Integer.highestOneBit(slots - 1) << 1];
        this.pairs = new long[chunks(this.slots.length)][];
    }

    Writer writer() {
        return new Writer();
    }

    long first(int number) {
        return pairs[number >>> CHUNK_BITS][(number & CHUNK - 1) * width];
    }

    /** The second word of a pair of which two are kept. */
    long second(int number) {
        return pairs[number >>> CHUNK_BITS][(number & CHUNK - 1) * width + 1];
    }

    private boolean holds(int number, long first, long second) {
        long[] chunk = pairs[number >>> CHUNK_BITS];
        int at = (number & CHUNK - 1) * width;
        return chunk[at] == first && (width == 1 || chunk[at + 1] == second);
    }

    long bytes() {
        return 4L * slots.length + 8L * width * CHUNK * chunks.get();
    }

    /** What is taken besides while it grows. */
    long bytesOfGrowth() {
        return 8L * slots.length;
    }

    boolean isCrowded() {
        return numbers.get() > slots.length * LOAD;
    }

    /** Makes room, if it has not got the most slots already; whether it did. */
    boolean grow() {
        if (slots.length == MOST_SLOTS) {
            return false;
        }
        int[] larger = new int[slots.length * 2];
        int mask = larger.length - 1;
        for (int slot : slots) {
            if (slot != 0) {
                int number = slot & slots.length - 1;
                long hash = Hashes.hash(first(number), width == 1 ? 0 : second(number));
                int at = (int) hash & mask;
                while (larger[at] != 0) {
                    at = at + 1 & mask;
                }
                larger[at] = tag(hash, mask) | number;
            }
        }
        slots = larger;
        pairs = Arrays.copyOf(pairs, chunks(larger.length));
        return true;
    }

    /** How many chunks are in use at most while the index has so many slots: a number is less than that. */
    private static int chunks(int slots) {
        return (slots >>> CHUNK_BITS) + 1;
    }

    private static int tag(long hash, int mask) {
        return (int) (hash >>> 32) & ~mask;
    }

    private synchronized long[] newChunk(int chunk) {
        if (pairs[chunk] == null) {
            CHUNKS.setRelease(pairs, chunk, new long[CHUNK * width]);
            chunks.incrementAndGet();
        }
        return pairs[chunk];
    }

    /** One thread's way to numbers. */
    final class Writer {
        /** A number that has been taken and is not given yet, or 0. */
        private int spare;

        private final long[] hashes = new long[StateStore.MAX_AHEAD];
        private final int[] ahead = new int[StateStore.MAX_AHEAD];
        private long lastRead;

        /** The numbers of pairs, given now to those that have none; at most {@link StateStore#MAX_AHEAD} at once. */
        void number(long[] firsts, long[] seconds, int count, int[] given) {
            // In three rounds, so that the processor waits for memory twice for all of them.
            int[] table = slots;
            int mask = table.length - 1;
            for (int i = 0; i < count; i++) {
                hashes[i] = Hashes.hash(firsts[i], seconds[i]);
                ahead[i] = (int) SLOTS.getAcquire(table, (int) hashes[i] & mask);
            }
            long read = 0;
            for (int i = 0; i < count; i++) {
                if (ahead[i] != 0) {
                    read += first(ahead[i] & mask);
                }
            }
            lastRead = read;
            for (int i = 0; i < count; i++) {
                // Mostly it is the first one that lies there.
                given[i] = (ahead[i] & ~mask) == tag(hashes[i], mask)
                                && ahead[i] != 0
                                && holds(ahead[i] & mask, firsts[i], seconds[i])
                        ? ahead[i] & mask
                        : number(firsts[i], seconds[i], hashes[i]);
            }
        }

        /** The number of a pair with this hash. */
        int number(long first, long second, long hash) {
            int[] table = slots;
            int mask = table.length - 1;
            int tag = tag(hash, mask);
            int at = (int) hash & mask;
            boolean isWritten = false;
            while (true) {
                int slot = (int) SLOTS.getAcquire(table, at);
                if (slot == 0) {
                    if (!isWritten) {
                        write(first, second);
                        isWritten = true;
                    }
                    slot = (int) SLOTS.compareAndExchange(table, at, 0, tag | spare);
                    if (slot == 0) {
                        int given = spare;
                        spare = 0;
                        return given;
                    }
                }
                if ((slot & ~mask) == tag && holds(slot & mask, first, second)) {
                    return slot & mask;
                }
                at = at + 1 & mask;
            }
        }

        private void write(long first, long second) {
            if (spare == 0) {
                spare = numbers.incrementAndGet();
            }
            long[] chunk = (long[]) CHUNKS.getAcquire(pairs, spare >>> CHUNK_BITS);
            if (chunk == null) {
                chunk = newChunk(spare >>> CHUNK_BITS);
            }
            int at = (spare & CHUNK - 1) * width;
            chunk[at] = first;
            if (width == 2) {
                chunk[at + 1] = second;
            }
        }
    }
}
