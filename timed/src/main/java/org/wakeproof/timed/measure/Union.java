// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.measure;

import java.util.ArrayDeque;
import java.util.Deque;

/** How long any of several intervals lasts. They are added in the order of their ends. */
final class Union {
    private static final int REMEMBERED = 4096;

    /** Start and end of disjoint intervals, the last one first. */
    private final Deque<long[]> last = new ArrayDeque<>();

    private long total;

    void add(long start, long end) {
        long from = start;
        while (!last.isEmpty() && last.peek()[1] >= from) {
            long[] joined = last.pop();
            total -= joined[1] - joined[0];
            from = Math.min(from, joined[0]);
        }
        last.push(new long[] {from, end});
        total += end - from;
        if (last.size() > REMEMBERED) {
            // So far back no interval reaches that is still to come.
            last.removeLast();
        }
    }

    /** The sum so far, in nanoseconds. */
    long total() {
        return total;
    }
}
