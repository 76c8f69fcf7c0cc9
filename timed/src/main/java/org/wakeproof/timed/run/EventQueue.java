// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.run;

import java.util.Arrays;

/**
 * When each of a fixed number of agents acts next. Agents that act at the same time act in the order of their numbers,
 * so that a run is the same each time.
 */
public final class EventQueue {
    /** An agent that does not act by itself. */
    public static final long NEVER = Long.MAX_VALUE;

    private final long[] times;
    private final int[] heap;
    private final int[] positions;

    /** Agents that do not act yet. */
    public EventQueue(int agents) {
        times = new long[agents];
        Arrays.fill(times, NEVER);
        heap = new int[agents];
        positions = new int[agents];
        for (int agent = 0; agent < agents; agent++) {
            heap[agent] = agent;
            positions[agent] = agent;
        }
    }

    /** Says when an agent acts next, in nanoseconds, or {@link #NEVER}. */
    public void set(int agent, long time) {
        long old = times[agent];
        times[agent] = time;
        if (time < old) {
            up(positions[agent]);
        } else if (time > old) {
            down(positions[agent]);
        }
    }

    /** When an agent acts next. */
    public long time(int agent) {
        return times[agent];
    }

    /** Who acts first. */
    public int first() {
        return heap[0];
    }

    /** When somebody acts first. */
    public long earliest() {
        return times[heap[0]];
    }

    /** Whether somebody acts before an agent that would act at this time. */
    boolean hasBefore(long time, int agent) {
        int first = heap[0];
        return times[first] < time || times[first] == time && first < agent;
    }

    private boolean isBefore(int left, int right) {
        return times[left] < times[right] || times[left] == times[right] && left < right;
    }

    private void up(int from) {
        int position = from;
        int agent = heap[position];
        while (position > 0 && isBefore(agent, heap[(position - 1) / 2])) {
            place(heap[(position - 1) / 2], position);
            position = (position - 1) / 2;
        }
        place(agent, position);
    }

    private void down(int from) {
        int position = from;
        int agent = heap[position];
        int child = 2 * position + 1;
        while (child < heap.length) {
            if (child + 1 < heap.length && isBefore(heap[child + 1], heap[child])) {
                child++;
            }
            if (!isBefore(heap[child], agent)) {
                break;
            }
            place(heap[child], position);
            position = child;
            child = 2 * position + 1;
        }
        place(agent, position);
    }

    private void place(int agent, int position) {
        heap[position] = agent;
        positions[agent] = position;
    }
}
