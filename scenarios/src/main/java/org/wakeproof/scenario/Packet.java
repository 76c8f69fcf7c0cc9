// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import org.wakeproof.machine.Event;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;
import org.wakeproof.sched.Vcpu;

/** A packet that the outside world sends once, at any moment: a device's register says that it is there. */
final class Packet extends Event {
    private static final int EXPECTED = 0;
    private static final int ARRIVED = 1;
    private static final int FETCHED = 2;
    private static final int INTERRUPT_PORT = 2;

    private final XenSystem system;
    private final Word register;
    /** Null for a device that is polled. */
    private final Vector vector;

    private Packet(XenSystem system, Vector vector) {
        super("packet", Kind.EXTERNAL);
        this.system = system;
        this.vector = vector;
        this.register = system.machine()
                .word("device.packet", FETCHED, EXPECTED)
                .deviceRegister()
                .shownAs(value -> value == EXPECTED ? "none" : value == ARRIVED ? "there" : "fetched");
    }

    /** A device that says nothing: whoever wants the packet has to look. */
    static Packet polledFor(XenSystem system) {
        return wired(new Packet(system, null));
    }

    /** A device that interrupts CPU0, for a guest. */
    static Packet interrupting(XenSystem system, Vcpu to) {
        return wired(new Packet(system, system.guestInterrupt("packet", to, INTERRUPT_PORT)));
    }

    private static Packet wired(Packet packet) {
        packet.system.machine().event(packet);
        return packet;
    }

    @Override
    public boolean enabled(State state) {
        return state.get(register.field()) == EXPECTED;
    }

    @Override
    public void fire(State state) {
        state.set(register.field(), ARRIVED);
        if (vector != null) {
            system.machine().cpu(0).requestInterrupt(state, vector);
        }
    }

    @Override
    public String describe(State before, State after) {
        return vector == null ? "a packet arrives; the device says nothing" : "a packet arrives: interrupt to CPU0";
    }

    /** What a driver does: takes the packet if it is there. */
    boolean fetch() {
        if (register.load() != ARRIVED) {
            return false;
        }
        register.store(FETCHED);
        return true;
    }

    boolean hasArrived(State state) {
        return state.get(register.field()) != EXPECTED;
    }
}
