// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

/** A state as a device sees it: it reads memory, and what it writes to a cell is a store that monitors see. */
final class DeviceView implements State {
    private final State state;

    DeviceView(State state) {
        this.state = state;
    }

    @Override
    public int get(Field field) {
        return state.get(field);
    }

    @Override
    public void set(Field field, int value) {
        if (field.cell() == null) {
            state.set(field, value);
        } else {
            field.cell().writeByDevice(state, value);
        }
    }
}
