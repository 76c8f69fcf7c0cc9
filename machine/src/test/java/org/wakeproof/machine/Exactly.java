// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import java.util.HashMap;
import java.util.Map;

/** A sealed machine at some tick since it was started, whose times are kept as they are. */
final class Exactly implements ExactState {
    private final Map<Field, Integer> values = new HashMap<>();
    private final Map<TimeCell, Long> times = new HashMap<>();
    private long now;

    Exactly(long now) {
        this.now = now;
    }

    /** Goes on to a later tick; devices are not asked. */
    Exactly at(long tick) {
        now = tick;
        return this;
    }

    /** Carries out an operation on times by CPU0. */
    int does(Operation operation) {
        return ((TimeOperation) operation).applyExactly(this, 0);
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public long time(TimeCell cell) {
        return times.getOrDefault(cell, NEVER);
    }

    @Override
    public void setTime(TimeCell cell, long time) {
        times.put(cell, time);
    }

    @Override
    public int get(Field field) {
        return values.getOrDefault(field, field.initial());
    }

    @Override
    public void set(Field field, int value) {
        values.put(field, value);
    }
}
