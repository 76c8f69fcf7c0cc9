// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.measure;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** How long things take that go through stages one behind the other, which of the stages holds them up, and what ends that. */
public final class Journeys {
    /** A tenth of a second. */
    public static final long BIN_NS = 100_000_000;

    private static final long LONGEST_US = 7_200_000_000L;

    private final List<Stage> stages = new ArrayList<>();
    private final Histogram whole = new Histogram(LONGEST_US, 3);
    private final long from;
    private final long stallNs;
    private long stalls;
    private long caught;
    private long lastEnd = -1;
    private final Map<Long, Long> ends = new TreeMap<>();
    private long latestEnd;
    private long longestGap;

    /** A stage: who is in it, how long it took others, and how often it held one up. */
    public static final class Stage {
        private final String name;
        private final Deque<Journey> inside = new ArrayDeque<>();
        private final Histogram took = new Histogram(LONGEST_US, 3);
        private final Map<Cause, Long> ended = new EnumMap<>(Cause.class);
        private long heldUp;

        private Stage(String name) {
            this.name = name;
        }

        public String name() {
            return name;
        }

        /** In microseconds. */
        public Histogram took() {
            return took;
        }

        /** How many it has held up for longer than a stall takes. */
        public long heldUp() {
            return heldUp;
        }

        /** What had woken the CPU last where a stall in it was over, and how often. */
        public Map<Cause, Long> ended() {
            return new EnumMap<>(ended);
        }
    }

    /** When it began, and when it came into its stage. */
    private record Journey(long began, long entered) {}

    /**
     * Measures.
     *
     * @param names of the stages, in order
     * @param from what begins before is not counted, in nanoseconds
     * @param stallNs what takes longer is a stall
     */
    public Journeys(List<String> names, long from, long stallNs) {
        names.forEach(name -> stages.add(new Stage(name)));
        this.from = from;
        this.stallNs = stallNs;
        this.latestEnd = from;
    }

    /** One begins: it is in the first stage. */
    public void begins(long time) {
        stages.get(0).inside.add(new Journey(time, time));
    }

    /**
     * The first that is in a stage leaves it.
     *
     * @param cause what has woken the CPU last that has let it go on; null for none
     * @return how long it has been in the stage, in nanoseconds
     */
    public long leaves(int stage, long time, @Nullable Cause cause) {
        Stage left = stages.get(stage);
        Journey journey = left.inside.remove();
        if (stage + 1 < stages.size()) {
            stages.get(stage + 1).inside.add(new Journey(journey.began, time));
        }
        long took = time - journey.entered;
        if (journey.began < from) {
            return took;
        }
        left.took.recordValue(Math.min(took / 1000, LONGEST_US));
        if (took > stallNs) {
            left.heldUp++;
            if (cause != null) {
                left.ended.merge(cause, 1L, Long::sum);
            }
        }
        if (stage + 1 == stages.size()) {
            ends(journey.began, time);
        }
        return took;
    }

    private void ends(long began, long time) {
        whole.recordValue(Math.min((time - began) / 1000, LONGEST_US));
        longestGap = Math.max(longestGap, time - latestEnd);
        latestEnd = time;
        ends.merge((time - from) / BIN_NS, 1L, Long::sum);
        if (time - began > stallNs) {
            caught++;
            // Those that were under way when the last one came to its end have been in the same stall.
            if (began > lastEnd) {
                stalls++;
                lastEnd = time;
            }
        }
    }

    /** In microseconds, from the first stage's beginning to the last one's end. */
    public Histogram whole() {
        return whole;
    }

    /** How long nobody has come to the end, at most, in nanoseconds. */
    public long longestGap() {
        return longestGap;
    }

    /** How many have come to the end in each {@link #BIN_NS} from the beginning of the count on; none where there were none. */
    public Map<Long, Long> ends() {
        return new TreeMap<>(ends);
    }

    /** How many of those that count have not come to their end. */
    public long underWay() {
        return stages.stream()
                .flatMap(stage -> stage.inside.stream())
                .filter(journey -> journey.began >= from)
                .count();
    }

    public List<Stage> stages() {
        return List.copyOf(stages);
    }

    /** How many a stall catches, on average. */
    public double caughtByAStall() {
        return stalls == 0 ? 0 : (double) caught / stalls;
    }

    /** The share of values in a histogram of microseconds that are greater than that, from 0 to 1. */
    public static double shareLongerThan(Histogram histogram, double seconds) {
        long all = histogram.getTotalCount();
        return all == 0
                ? 0
                : (double) histogram.getCountBetweenValues(Math.min((long) (seconds * 1e6) + 1, LONGEST_US), LONGEST_US)
                        / all;
    }
}
