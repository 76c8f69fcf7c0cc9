// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.run;

import org.wakeproof.machine.Clock;
import org.wakeproof.machine.ExactState;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.TimeCell;

/** What a machine's cells hold in a run, and the time of the step that is being taken. */
public abstract class TimedState implements ExactState {
    /** No code holds a sample of now for so long, in nanoseconds. */
    private static final long LONG_HELD = 100_000_000;

    private final long tick;
    private final int[] values;
    private final long[] times;
    /** The cells with samples of now; none where they may grow older than they ever do. */
    private final int[] samples;

    private final long sampleAge;
    /** The time of the step that is being taken. */
    private long stepTime;
    /** The tick that has been reached, and the time at which that was worked out. */
    private long now;

    private long nowIsOf = -1;

    /** The state in which a machine begins at a time, in nanoseconds. */
    TimedState(Machine machine, long start) {
        Clock clock = machine.clock();
        tick = clock.tickNanoseconds();
        values = new int[machine.fields().size()];
        times = new long[values.length];
        sampleAge = clock.maxSampleAge();
        samples = sampleAge * tick > LONG_HELD ? new int[0] : indicesOfSamples(clock);
        stepTime = start;
        for (Field field : machine.fields()) {
            values[field.index()] = field.initial();
        }
        machine.cells().forEach(cell -> {
            if (cell instanceof TimeCell time) {
                setTime(time, initial(clock, time.field().initial()));
            }
        });
    }

    private static int[] indicesOfSamples(Clock clock) {
        return clock.samples().stream().mapToInt(cell -> cell.field().index()).toArray();
    }

    private long initial(Clock clock, int encoded) {
        if (encoded == Clock.ZERO) {
            return ZERO;
        }
        return encoded == clock.never() ? NEVER : now() + encoded - clock.now();
    }

    /** The next step is taken at this time, in nanoseconds. */
    final void stepAt(long time) {
        stepTime = time;
    }

    /** The time of the step that is being taken, in nanoseconds since the machine was started. */
    public final long nanoseconds() {
        return stepTime;
    }

    /** Waits, like the clock of the explored machine, for whoever holds a sample that may not grow older. */
    @Override
    public final long now() {
        if (nowIsOf != stepTime) {
            nowIsOf = stepTime;
            long latest = stepTime / tick;
            for (int sample : samples) {
                if (times[sample] != ZERO && times[sample] + sampleAge < latest) {
                    latest = times[sample] + sampleAge;
                }
            }
            now = Math.max(now, latest);
        }
        return now;
    }

    @Override
    public final int get(Field field) {
        return values[field.index()];
    }

    @Override
    public final void set(Field field, int value) {
        values[field.index()] = value;
    }

    @Override
    public final long time(TimeCell cell) {
        return times[cell.field().index()];
    }

    @Override
    public final void setTime(TimeCell cell, long time) {
        times[cell.field().index()] = time;
    }

    /** Has a cell hold nothing any more, by the index of its field. */
    final void forget(int cell) {
        times[cell] = ZERO;
    }
}
