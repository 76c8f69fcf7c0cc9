// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.State;

/** A state that differs from another in some fields: what would be if something had not been done. It need not be a reachable one. */
final class Overlay implements State {
    /** Who reads more often goes round in circles, as along a list that has been broken. */
    private static final int MAX_READS = 10_000;

    private final State state;
    private final Map<Field, Integer> changed = new HashMap<>();
    private int reads;

    Overlay(State state) {
        this.state = state;
    }

    /** The same with another value of a field. */
    Overlay with(Field field, int value) {
        set(field, value);
        return this;
    }

    @Override
    public int get(Field field) {
        if (++reads > MAX_READS) {
            throw new IllegalStateException("goes round in circles");
        }
        Integer value = changed.get(field);
        return value == null ? state.get(field) : value;
    }

    @Override
    public void set(Field field, int value) {
        changed.put(field, value);
    }

    /** Whether a predicate is false here; not where it cannot be told, as no run leads to a state like this. */
    boolean refutes(Predicate<State> predicate) {
        try {
            return !predicate.test(this);
        } catch (RuntimeException noSuchState) {
            return false;
        }
    }
}
