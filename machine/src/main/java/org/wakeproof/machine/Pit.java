// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

/** The PIT in periodic mode: one interrupt to CPU0 at every tick of the clock (100 Hz where a tick is 10 ms). */
public final class Pit {
    public Pit(Machine machine, Vector vector) {
        machine.clock().add(state -> machine.cpu(0).requestInterrupt(state, vector));
    }
}
