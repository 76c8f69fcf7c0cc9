// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where each state was met from: the number of that state, and the step, in 6 bytes. States are numbered in the order in which
 * they are met, by each worker in chunks of its own, so nothing of this is looked for in memory until a trace is asked for.
 */
final class Origins {
    private static final int CHUNK_BITS = 13;
    private static final int CHUNK = 1 << CHUNK_BITS;
    /** Workers at most: each has a chunk that it is not done with. */
    private static final int MAX_WORKERS = 1 << 10;
    /** In place of a step that does not fit. */
    private static final char WIDE = Character.MAX_VALUE;

    private final AtomicInteger chunks = new AtomicInteger();
    private int[][] parents;
    private char[][] steps;
    /** By number, the steps that do not fit: of wide choices, which are few. */
    private final Map<Integer, Integer> wide = new ConcurrentHashMap<>();

    Origins(long states) {
        parents = new int[chunksFor(states)][];
        steps = new char[chunksFor(states)][];
    }

    /** Makes room for so many states. No worker writes meanwhile. */
    void makeRoom(long states) {
        parents = Arrays.copyOf(parents, chunksFor(states));
        steps = Arrays.copyOf(steps, chunksFor(states));
    }

    private static int chunksFor(long states) {
        return (int) (states / CHUNK) + MAX_WORKERS;
    }

    long bytes() {
        return (long) chunks.get() * CHUNK * (Integer.BYTES + Character.BYTES);
    }

    Writer writer() {
        return new Writer();
    }

    /** The steps from a state to another that was met from it, by way of others or not. */
    List<Integer> steps(long first, long last) {
        List<Integer> back = new ArrayList<>();
        for (long at = last; at != first; at = parent(at)) {
            back.add(step(at));
        }
        Collections.reverse(back);
        return back;
    }

    private long parent(long number) {
        return Integer.toUnsignedLong(parents[(int) (number >>> CHUNK_BITS)][(int) number & CHUNK - 1]);
    }

    private int step(long number) {
        char step = steps[(int) (number >>> CHUNK_BITS)][(int) number & CHUNK - 1];
        return step == WIDE ? wide.get((int) number) : Integer.rotateRight(step, Byte.SIZE);
    }

    /** One worker's way in. */
    final class Writer {
        private int[] chunkParents;
        private char[] chunkSteps;
        private long first;
        private int used = CHUNK;

        /** Gives a state its number. */
        long number(long parent, int step) {
            if (used == CHUNK) {
                int chunk = chunks.getAndIncrement();
                parents[chunk] = chunkParents = new int[CHUNK];
                steps[chunk] = chunkSteps = new char[CHUNK];
                first = (long) chunk << CHUNK_BITS;
                used = 0;
            }
            // Whose step it is lies in the high bits, and which of few it is in the low ones.
            int turned = Integer.rotateLeft(step, Byte.SIZE);
            boolean fits = turned >= 0 && turned < WIDE;
            if (!fits) {
                wide.put((int) first + used, step);
            }
            chunkParents[used] = (int) parent;
            chunkSteps[used] = fits ? (char) turned : WIDE;
            return first + used++;
        }
    }
}
