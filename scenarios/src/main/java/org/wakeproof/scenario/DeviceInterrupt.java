// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import org.wakeproof.machine.Event;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;
import org.wakeproof.sched.Vcpu;

/** A device that the outside world has interrupt CPU0 once, at any moment or never. */
final class DeviceInterrupt extends Event {
    private final Machine machine;
    private final Vector vector;
    private final Word left;

    private DeviceInterrupt(Machine machine, String name, Vector vector) {
        super(name, Kind.EXTERNAL);
        this.machine = machine;
        this.vector = vector;
        this.left = machine.word(name + " left", 1, 1).deviceRegister();
    }

    /** Wires one whose interrupt belongs to a guest. */
    static void once(XenSystem system, String name, Vcpu to, int port) {
        Vector vector = system.guestInterrupt(name, to, port);
        system.machine().event(new DeviceInterrupt(system.machine(), name, vector));
    }

    @Override
    public boolean enabled(State state) {
        return state.get(left.field()) != 0;
    }

    @Override
    public void fire(State state) {
        state.set(left.field(), 0);
        machine.cpu(0).requestInterrupt(state, vector);
    }

    @Override
    public String describe(State before, State after) {
        return "a " + name() + " arrives: interrupt to CPU0";
    }
}
