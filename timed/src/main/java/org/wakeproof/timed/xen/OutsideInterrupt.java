// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.xen;

import org.wakeproof.machine.Event;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Vector;

/** The outside world interrupts a CPU, now and then. */
public final class OutsideInterrupt extends Event {
    private final Machine machine;
    private final Vector vector;
    private final int cpu;

    /** Wires it. */
    public OutsideInterrupt(Machine machine, Vector vector, int cpu) {
        super(vector + " to CPU" + cpu, Kind.EXTERNAL);
        this.machine = machine;
        this.vector = vector;
        this.cpu = cpu;
        machine.event(this);
    }

    @Override
    public boolean enabled(State state) {
        return true;
    }

    @Override
    public void fire(State state) {
        machine.cpu(cpu).requestInterrupt(state, vector);
    }

    @Override
    public String describe(State before, State after) {
        return vector + " interrupt to CPU" + cpu;
    }
}
