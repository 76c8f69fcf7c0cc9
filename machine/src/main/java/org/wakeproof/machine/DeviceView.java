// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

/**
 * A state as a device sees it: it reads memory, and what it writes to a cell is a store that monitors see. A cell that is
 * declared for CPUs it may not write to; what it reads is the business of who reduces the search.
 */
final class DeviceView implements State {
    private final State state;

    private final String device;

    DeviceView(State state, String device) {
        this.state = state;
        this.device = device;
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
            field.cell().writeByDevice(state, device, value);
        }
    }
}
