// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.queueing;

import java.util.Arrays;

/**
 * For how long somebody has been at what. He is at one thing at a time, so all times together are that which has passed.
 *
 * @param <K> what there is
 */
public final class TimeAccount<K extends Enum<K>> {
    private final long[] times;
    private K current;
    private long since;

    /** Somebody who is at this from time 0 on. */
    public TimeAccount(Class<K> kinds, K first) {
        times = new long[kinds.getEnumConstants().length];
        current = first;
    }

    /** Turns to something. */
    public void turn(K kind, long now) {
        times[current.ordinal()] += now - since;
        since = now;
        current = kind;
    }

    /** What he is at. */
    public K current() {
        return current;
    }

    /** Counts anew from now on. */
    public void reset(long now) {
        turn(current, now);
        Arrays.fill(times, 0);
    }

    /** For how long he has been at that until now, in nanoseconds. */
    public long time(K kind, long now) {
        return times[kind.ordinal()] + (kind == current ? now - since : 0);
    }
}
