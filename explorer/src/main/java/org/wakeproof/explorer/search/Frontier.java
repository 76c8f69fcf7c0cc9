// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.search;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.wakeproof.explorer.store.StateQueue;

/** The states of one level, which workers take portion by portion. */
final class Frontier {
    /** How many states a worker takes at once. */
    static final int PORTION = 128;

    private final List<StateQueue> queues;
    private final long size;
    private final AtomicLong cursor = new AtomicLong();

    /** A level of what the workers have met. */
    Frontier(List<StateQueue> queues) {
        this.queues = List.copyOf(queues);
        this.size = queues.stream().mapToLong(StateQueue::size).sum();
    }

    /** Its states, taken or not. */
    long size() {
        return size;
    }

    /** Whether there are states that nobody has taken. */
    boolean hasMore() {
        return cursor.get() < size;
    }

    /** Takes the next portion: the place of its first state, to be {@linkplain #end ended}; not below the size where none is left. */
    long take() {
        return cursor.getAndAdd(PORTION);
    }

    /** The place behind a portion. */
    long end(long from) {
        return Math.min(from + PORTION, size);
    }

    /** A way through the states from one place on. */
    Reader from(long place) {
        return new Reader(place);
    }

    /** Reads states in their order. */
    final class Reader {
        private int queue;
        private long at;

        Reader(long place) {
            at = place;
        }

        /** Copies the next state, and returns its number. */
        long next(long[] target) {
            while (at >= queues.get(queue).size()) {
                at -= queues.get(queue++).size();
            }
            return queues.get(queue).read(at++, target);
        }
    }
}
