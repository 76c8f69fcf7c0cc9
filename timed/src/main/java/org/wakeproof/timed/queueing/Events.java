// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.queueing;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.wakeproof.timed.run.EventQueue;

/**
 * The events of a run in time, which is in nanoseconds. Events of the same time happen in the order in which they were
 * declared, so that a run is the same each time.
 */
public final class Events {
    private static final int FEW = 16;

    private Runnable[] acts = new Runnable[FEW];
    private EventQueue queue = new EventQueue(FEW);
    private int count;
    private long now;

    /** An event that can happen again and again, and is not due yet. */
    public Event declare(Runnable act) {
        if (count == acts.length) {
            acts = Arrays.copyOf(acts, 2 * count);
            EventQueue larger = new EventQueue(acts.length);
            for (int each = 0; each < count; each++) {
                larger.set(each, queue.time(each));
            }
            queue = larger;
        }
        acts[count] = act;
        return new Event(count++);
    }

    /** The time that has been reached. */
    public long now() {
        return now;
    }

    /** Lets all happen that is due before a time. */
    public void runUntil(long end) {
        while (queue.earliest() < end) {
            step();
        }
        now = end;
    }

    /**
     * Lets one event after the other happen until something is the case; the time is that of the last.
     *
     * @throws IllegalStateException if nothing is due any more
     */
    public void runUntil(BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            if (queue.earliest() == EventQueue.NEVER) {
                throw new IllegalStateException("nothing is due");
            }
            step();
        }
    }

    private void step() {
        int next = queue.first();
        now = queue.earliest();
        queue.set(next, EventQueue.NEVER);
        acts[next].run();
    }

    /** Something that happens at most once at a time. */
    public final class Event {
        private final int number;

        private Event(int number) {
            this.number = number;
        }

        /**
         * Happens at that time, and not when it was due before.
         *
         * @throws IllegalArgumentException if that is over
         */
        public void at(long time) {
            if (time < now) {
                throw new IllegalArgumentException("at " + time + " ns, and it is " + now);
            }
            queue.set(number, time);
        }

        /** Happens after so many nanoseconds. */
        public void in(long duration) {
            at(now + duration);
        }

        /** Whether it is going to happen. */
        public boolean isDue() {
            return queue.time(number) != EventQueue.NEVER;
        }
    }
}
