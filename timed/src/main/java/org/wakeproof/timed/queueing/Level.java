// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.queueing;

/** How many are somewhere, on average over time. */
public final class Level {
    private int level;
    private long since;
    private double integral;

    /** So many more, or fewer. */
    public void add(int more, long now) {
        integral += (double) level * (now - since);
        since = now;
        level += more;
    }

    /** Counts anew from now on; who is there stays. */
    public void reset(long now) {
        add(0, now);
        integral = 0;
    }

    /** The mean of the last nanoseconds until now, which are those since {@link #reset}. */
    public double mean(long nanoseconds, long now) {
        return (integral + (double) level * (now - since)) / nanoseconds;
    }
}
