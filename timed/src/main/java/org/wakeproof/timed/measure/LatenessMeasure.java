// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.measure;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.wakeproof.machine.Procedure;
import org.wakeproof.timed.run.Observer;

/** How late single-shot timers are, and what has ended the long waits. A timer is known by the function that it calls. */
public final class LatenessMeasure implements Observer {
    /** Later than that, something must have woken the CPU that was not the timer. */
    public static final long STALL_NS = 5_000_000;

    private static final long LONGEST_US = 7_200_000_000L;

    private final Map<Procedure, Long> deadlines;
    private final long from;
    private final SleepMeasure sleeps;
    private final Histogram lateness = new Histogram(LONGEST_US, 3);
    private final Histogram asked = new Histogram(LONGEST_US, 3);
    private final Map<Procedure, Long> waiting = new HashMap<>();
    private final Map<Cause, Long> ended = new EnumMap<>(Cause.class);

    /**
     * Counts.
     *
     * @param deadlines by timer function, when the timer is to expire, in nanoseconds; kept up to date by who sets it
     * @param from what is due before is not counted
     * @param sleeps what has woken the CPUs
     */
    public LatenessMeasure(Map<Procedure, Long> deadlines, long from, SleepMeasure sleeps) {
        this.deadlines = deadlines;
        this.from = from;
        this.sleeps = sleeps;
    }

    /** A timer is set at a time, to expire so much later, both in nanoseconds. */
    public void sets(Procedure function, long time, long length) {
        waiting.put(function, time + length);
        if (time >= from) {
            asked.recordValue(Math.min(length / 1000, LONGEST_US));
        }
    }

    @Override
    public void calls(int cpu, Procedure procedure, long time) {
        waiting.remove(procedure);
        Long deadline = deadlines.get(procedure);
        if (deadline == null || deadline < from) {
            return;
        }
        long late = Math.max(0, time - deadline);
        lateness.recordValue(Math.min(late / 1000, LONGEST_US));
        if (late > STALL_NS && sleeps.lastCause(cpu) != null) {
            ended.merge(sleeps.lastCause(cpu), 1L, Long::sum);
        }
    }

    /** How late timers were, in microseconds. */
    public Histogram lateness() {
        return lateness;
    }

    /** By how much the timers are late, in nanoseconds, that are to have expired long ago, and have not. */
    public List<Long> overdue(long time) {
        return waiting.values().stream()
                .map(deadline -> time - deadline)
                .filter(late -> late > STALL_NS)
                .toList();
    }

    /** How far away timers were when they were set, in microseconds. */
    public Histogram asked() {
        return asked;
    }

    /** The share of timers that were set for later than that; one that was set for just that is not among them. */
    public double shareAskedBeyond(double seconds) {
        long all = asked.getTotalCount();
        long beyond = asked.getCountBetweenValues(asked.nextNonEquivalentValue((long) (seconds * 1e6)), LONGEST_US);
        return all == 0 ? 0 : (double) beyond / all;
    }

    /** What has ended waits of more than {@link #STALL_NS}, and how often. */
    public Map<Cause, Long> ended() {
        return new EnumMap<>(ended);
    }

    /** The share of timers that were later than that. */
    public double shareLaterThan(double seconds) {
        long all = lateness.getTotalCount();
        return all == 0 ? 0 : (double) countLaterThan(seconds) / all;
    }

    /** How many timers were later than that. */
    public long countLaterThan(double seconds) {
        long bound = Math.min((long) (seconds * 1e6) + 1, LONGEST_US);
        return lateness.getCountBetweenValues(bound, LONGEST_US);
    }
}
