// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import org.wakeproof.machine.Event;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;

/** A device that the outside world has interrupt one CPU once, at any moment or never. */
public final class OtherInterrupt extends Event {
    private final Machine machine;
    private final int cpu;
    private final Vector vector;
    private final Word left;

    /**
     * @param handler what the interrupt does
     */
    public OtherInterrupt(Machine machine, int cpu, Runnable handler) {
        super("device", Kind.EXTERNAL);
        this.machine = machine;
        this.cpu = cpu;
        this.vector = machine.vector("device", handler);
        this.left = machine.word("device interrupts left", 1, 1).deviceRegister();
        machine.event(this);
    }

    @Override
    public boolean enabled(State state) {
        return state.get(left.field()) != 0;
    }

    @Override
    public void fire(State state) {
        state.set(left.field(), 0);
        machine.cpu(cpu).requestInterrupt(state, vector);
    }

    @Override
    public String describe(State before, State after) {
        return "a device interrupts CPU" + cpu;
    }
}
