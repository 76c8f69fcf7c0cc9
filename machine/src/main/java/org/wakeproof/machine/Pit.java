// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

/** The PIT in periodic mode: 100 interrupts a second to CPU0, one at every tick of a clock whose ticks are of 10 ms. */
public final class Pit {
    /** The CPU that it interrupts. */
    public static final int CPU = 0;

    public Pit(Machine machine, Vector vector) {
        machine.clock().add(new Period(machine, vector));
    }

    private record Period(Machine machine, Vector vector) implements Clock.TickListener {
        @Override
        public void ticked(State state) {
            machine.cpu(CPU).requestInterrupt(state, vector);
        }

        @Override
        public long due(ExactState state) {
            int period = machine.clock().millisecs(10);
            return (state.now() / period + 1) * period;
        }

        @Override
        public void act(ExactState state) {
            ticked(state);
        }

        @Override
        public boolean isRunning(State state) {
            return true;
        }
    }
}
