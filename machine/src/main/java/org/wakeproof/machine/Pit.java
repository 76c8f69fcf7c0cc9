// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

/** The PIT in periodic mode: one interrupt to CPU0 at every tick of the clock (100 Hz where a tick is 10 ms). */
public final class Pit {
    public Pit(Machine machine, Vector vector) {
        machine.clock().add(new Period(machine, vector));
    }

    private record Period(Machine machine, Vector vector) implements Clock.TickListener {
        @Override
        public void ticked(State state) {
            machine.cpu(0).requestInterrupt(state, vector);
        }

        @Override
        public boolean isRunning(State state) {
            return true;
        }
    }
}
