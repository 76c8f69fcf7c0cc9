// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.measure;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntSupplier;
import org.HdrHistogram.Histogram;

/** How long packets take from their arrival to a place on their way, in order. */
public final class RequestMeasure {
    private static final long LONGEST_US = 7_200_000_000L;

    private final Deque<Long> arrivals = new ArrayDeque<>();
    private final Histogram latency = new Histogram(LONGEST_US, 3);
    private final long from;
    private final int indices;
    private final IntSupplier index;
    private final long stallNs;
    private int last;
    private long stalls;
    private long caught;

    /**
     * Measures.
     *
     * @param from packets that arrive before are not counted, in nanoseconds
     * @param index how many have come to the place so far, modulo {@code indices}
     * @param stallNs what takes longer is caught by a stall
     */
    public RequestMeasure(long from, int indices, IntSupplier index, long stallNs) {
        this.from = from;
        this.indices = indices;
        this.index = index;
        this.stallNs = stallNs;
    }

    /** A packet arrives. */
    public void arrives(long time) {
        arrivals.add(time);
    }

    /**
     * Some packets have come to the place.
     *
     * @return how long the first of them has taken, in nanoseconds
     */
    public long comes(long time) {
        int now = index.getAsInt();
        boolean stalled = false;
        long longest = 0;
        for (int i = (now - last + indices) % indices; i > 0; i--) {
            long arrival = arrivals.remove();
            long took = time - arrival;
            longest = Math.max(longest, took);
            if (arrival >= from) {
                latency.recordValue(Math.min(took / 1000, LONGEST_US));
                stalled |= took > stallNs;
                caught += took > stallNs ? 1 : 0;
            }
        }
        last = now;
        stalls += stalled ? 1 : 0;
        return longest;
    }

    /** In microseconds. */
    public Histogram latency() {
        return latency;
    }

    /** How many packets a stall catches, on average. */
    public double caughtByAStall() {
        return stalls == 0 ? 0 : (double) caught / stalls;
    }

    /** The share of packets that take longer, from 0 to 1. */
    public double shareLongerThan(double seconds) {
        long all = latency.getTotalCount();
        return all == 0
                ? 0
                : (double) latency.getCountBetweenValues(Math.min((long) (seconds * 1e6) + 1, LONGEST_US), LONGEST_US)
                        / all;
    }
}
