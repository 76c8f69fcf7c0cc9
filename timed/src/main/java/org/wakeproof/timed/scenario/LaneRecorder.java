// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.Vector;
import org.wakeproof.timed.run.Observer;
import org.wakeproof.timed.scenario.Lanes.Mark;
import org.wakeproof.timed.scenario.Lanes.Sleep;

/** Keeps what the CPUs did lately, and as lanes what they did around the moment that matters most. */
final class LaneRecorder implements Observer {
    private final int cpus;
    private final long span;
    private final long start;
    private final SleepState[] states;
    private final long[] since;
    private final Deque<Sleep> sleeps = new ArrayDeque<>();
    private final Deque<Mark> marks = new ArrayDeque<>();
    private Lanes kept = Lanes.none();
    private long importance = -1;

    /**
     * @param span how long the part is that is shown, in nanoseconds
     * @param start when the run begins, in nanoseconds
     */
    LaneRecorder(int cpus, long span, long start) {
        this.cpus = cpus;
        this.span = span;
        this.start = start;
        this.states = new SleepState[cpus];
        this.since = new long[cpus];
        Arrays.fill(states, SleepState.AWAKE);
    }

    @Override
    public void fallsAsleep(int cpu, SleepState state, long time) {
        states[cpu] = state;
        since[cpu] = time;
    }

    @Override
    public void wakes(int cpu, SleepState state, long asleepSince, long woken, long time, Vector by) {
        states[cpu] = SleepState.AWAKE;
        sleeps.add(new Sleep(cpu, state.toString(), asleepSince - start, time - start));
        marks.add(new Mark(cpu, woken - start, by.toString(), woken - start));
        while (!sleeps.isEmpty() && sleeps.peek().to() < time - start - span) {
            sleeps.poll();
        }
        while (!marks.isEmpty() && marks.peek().time() < time - start - span) {
            marks.poll();
        }
    }

    /**
     * Keeps what has just been, if nothing more important is kept.
     *
     * @param important how long what is over now has taken, in nanoseconds
     * @param what in words; empty for nothing
     * @param bad whether it has taken too long
     */
    void keep(long time, long important, String what, int cpu, boolean bad) {
        if (important <= importance) {
            return;
        }
        importance = important;
        List<Mark> all = new ArrayList<>(marks);
        if (!what.isEmpty()) {
            all.add(new Mark(cpu, time - start, what, time - start - (bad ? important : 0)));
        }
        List<Sleep> bands = new ArrayList<>(sleeps);
        for (int sleeper = 0; sleeper < cpus; sleeper++) {
            if (states[sleeper] != SleepState.AWAKE) {
                bands.add(new Sleep(sleeper, states[sleeper].toString(), since[sleeper] - start, time - start));
            }
        }
        kept = new Lanes(Math.max(0, time - start - span), time - start, cpus, bands, all);
    }

    Lanes lanes() {
        return kept;
    }
}
