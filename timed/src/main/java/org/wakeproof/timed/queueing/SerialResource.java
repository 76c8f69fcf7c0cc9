// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.queueing;

/** Something that serves one at a time, in the order in which it is asked: a link, a lock. */
public final class SerialResource {
    private double freeAt;
    private double busy;
    private long uses;

    /**
     * Uses it.
     *
     * @param now not before that of the call before, in nanoseconds
     * @param duration for how long, in nanoseconds and parts of them
     * @return when that is over, in whole nanoseconds
     */
    public long use(long now, double duration) {
        freeAt = Math.max(now, freeAt) + duration;
        busy += duration;
        uses++;
        return (long) Math.ceil(freeAt);
    }

    /** When it would be over if it were used now; it is not used. */
    public long wouldEnd(long now, double duration) {
        return (long) Math.ceil(Math.max(now, freeAt) + duration);
    }

    /** For how long it has been used since the last {@link #reset}, in nanoseconds; what it has promised included. */
    public double busy() {
        return busy;
    }

    /** How often it has been used since the last {@link #reset}. */
    public long uses() {
        return uses;
    }

    /** Counts anew. */
    public void reset() {
        busy = 0;
        uses = 0;
    }
}
