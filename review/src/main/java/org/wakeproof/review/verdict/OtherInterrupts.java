// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import org.wakeproof.machine.Event;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Vector;

/** A device that interrupts one CPU at any moment, as often as it likes, and raises nothing there. */
final class OtherInterrupts extends Event {
    private final Machine machine;
    private final int cpu;
    private final Vector vector;

    OtherInterrupts(Machine machine, int cpu) {
        super("device", Kind.EXTERNAL);
        this.machine = machine;
        this.cpu = cpu;
        this.vector = machine.vector("device", () -> {});
        machine.event(this);
    }

    /** Another one is no other while the first one waits. */
    @Override
    public boolean enabled(State state) {
        return (machine.cpu(cpu).interruptRequests(state) & vector.bit()) == 0;
    }

    @Override
    public void fire(State state) {
        machine.cpu(cpu).requestInterrupt(state, vector);
    }

    @Override
    public String describe(State before, State after) {
        return "a device interrupts CPU" + cpu;
    }
}
