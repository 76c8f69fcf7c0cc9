// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

/**
 * A state as a device sees it: it reads memory, and what it writes to a cell is a store that monitors see. A cell that is
 * declared for CPUs it may not write to; what it reads is the business of who reduces the search. A rule that it has broken
 * stays broken, though the device may have caught what it was told.
 */
final class DeviceView implements State {
    private final State state;

    private final String device;
    private Violation broken;

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
        try {
            write(field, value);
        } catch (Violation violation) {
            broken = broken == null ? violation : broken;
            throw violation;
        }
    }

    private void write(Field field, int value) {
        if (field.cell() != null) {
            field.cell().writeByDevice(state, device, value);
        } else if ((value & ~field.mask()) != 0) {
            throw new Violation(
                    Violation.RANGE,
                    device + " writes " + value + " to " + field + ", which has " + field.bits() + " bits");
        } else {
            state.set(field, value);
        }
    }

    /**
     * Looks back on what the device has done.
     *
     * @throws Violation if it has broken a rule
     */
    void check() {
        if (broken != null) {
            throw broken;
        }
    }
}
