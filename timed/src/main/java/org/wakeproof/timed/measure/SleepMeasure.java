// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.measure;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.Vector;
import org.wakeproof.timed.run.CStateTimes;
import org.wakeproof.timed.run.Observer;

/** Counts how CPUs sleep and what wakes them, from a time on. */
public final class SleepMeasure implements Observer {
    private static final long LONGEST_US = 7_200_000_000L;

    private final List<OfCpu> cpus = new ArrayList<>();
    private final List<Union> packagesAwake = new ArrayList<>();
    private final int coresOfPackage;
    private final long from;
    private final IntUnaryOperator pending;
    private final CStateTimes times;

    /** What is counted of one CPU. */
    public static final class OfCpu {
        private final Map<Cause, Long> wakes = new EnumMap<>(Cause.class);
        private final Map<SleepState, Histogram> residencies = new EnumMap<>(SleepState.class);
        private final Map<SleepState, Long> asleep = new EnumMap<>(SleepState.class);
        private long awakeSince = -1;
        private long asleepSince = -1;
        private SleepState state = SleepState.AWAKE;
        private long awake;
        private Cause lastCause;
        private boolean enteredWithWork;
        private long withWork;

        /** How often it has been woken by something. */
        public long wakes(Cause cause) {
            return wakes.getOrDefault(cause, 0L);
        }

        /** How often it has been woken. */
        public long wakes() {
            return wakes.values().stream().mapToLong(Long::longValue).sum();
        }

        /** How often it has slept with softirqs pending from the beginning on: with a wake-up lost. */
        public long sleepsWithWork() {
            return withWork;
        }

        /** How long its sleeps in a state were, in microseconds. */
        public Histogram residencies(SleepState state) {
            return residencies.computeIfAbsent(state, any -> new Histogram(LONGEST_US, 3));
        }

        /** The states in which it has slept. */
        public List<SleepState> states() {
            return List.copyOf(residencies.keySet());
        }

        /** How long it has slept in a state, in nanoseconds. */
        public long asleep(SleepState state) {
            return asleep.getOrDefault(state, 0L);
        }

        /** How long it has slept, in nanoseconds. */
        public long asleep() {
            return asleep.values().stream().mapToLong(Long::longValue).sum();
        }

        /** How long it has been awake, leaving and entering C-states included, in nanoseconds. */
        public long awake() {
            return awake;
        }
    }

    /**
     * Counts.
     *
     * @param coresOfPackage how many CPUs share a package: the first so many, and so on
     * @param from what is over before is not counted, in nanoseconds
     * @param pending by CPU, the softirqs that are raised on it
     * @param times how long a CPU enters a C-state, which is still awake then
     */
    public SleepMeasure(int cpus, int coresOfPackage, long from, IntUnaryOperator pending, CStateTimes times) {
        this.coresOfPackage = coresOfPackage;
        this.from = from;
        this.pending = pending;
        this.times = times;
        for (int cpu = 0; cpu < cpus; cpu++) {
            this.cpus.add(new OfCpu());
            if (cpu % coresOfPackage == 0) {
                packagesAwake.add(new Union());
            }
        }
    }

    @Override
    public void fallsAsleep(int cpu, SleepState state, long time) {
        OfCpu counted = cpus.get(cpu);
        counted.asleepSince = time + times.entry(state);
        counted.state = state;
        counted.enteredWithWork = pending.applyAsInt(cpu) != 0;
        awakeUntil(cpu, counted.asleepSince);
    }

    private void awakeUntil(int cpu, long time) {
        OfCpu counted = cpus.get(cpu);
        if (time > from && counted.awakeSince >= 0) {
            long since = Math.max(counted.awakeSince, from);
            counted.awake += time - since;
            packagesAwake.get(cpu / coresOfPackage).add(since, time);
        }
    }

    @Override
    public void wakes(int cpu, SleepState state, long since, long woken, long time, Vector by) {
        OfCpu counted = cpus.get(cpu);
        counted.awakeSince = woken;
        counted.state = SleepState.AWAKE;
        counted.lastCause = Cause.of(by, pending.applyAsInt(cpu));
        if (woken <= from) {
            return;
        }
        counted.withWork += counted.enteredWithWork ? 1 : 0;
        counted.wakes.merge(counted.lastCause, 1L, Long::sum);
        counted.residencies(state).recordValue(Math.min((woken - counted.asleepSince) / 1000, LONGEST_US));
        counted.asleep.merge(state, woken - Math.max(counted.asleepSince, from), Long::sum);
    }

    /** Counts what is still going on at the end of a run. */
    public void finish(long time) {
        for (int cpu = 0; cpu < cpus.size(); cpu++) {
            OfCpu counted = cpus.get(cpu);
            if (counted.state == SleepState.AWAKE) {
                awakeUntil(cpu, time);
            } else {
                counted.asleep.merge(counted.state, time - Math.max(counted.asleepSince, from), Long::sum);
            }
        }
    }

    /** What is counted of a CPU. */
    public OfCpu cpu(int number) {
        return cpus.get(number);
    }

    /** What is counted of each CPU. */
    public List<OfCpu> cpus() {
        return List.copyOf(cpus);
    }

    /** What has woken a CPU the last time; null where nothing has. */
    public @Nullable Cause lastCause(int cpu) {
        return cpus.get(cpu).lastCause;
    }

    /** How long some CPU of each package has been awake, in nanoseconds. */
    public List<Long> packagesAwake() {
        return packagesAwake.stream().map(Union::total).toList();
    }
}
