// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.direct;

import org.wakeproof.machine.Field;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.State;

/** A state as an array of values. */
final class DirectState implements State {
    private final int[] values;

    DirectState(Machine machine) {
        values = new int[machine.fields().size()];
        for (Field field : machine.fields()) {
            values[field.index()] = field.initial();
        }
    }

    @Override
    public int get(Field field) {
        return values[field.index()];
    }

    @Override
    public void set(Field field, int value) {
        values[field.index()] = value;
    }
}
