// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history.net;

import org.wakeproof.machine.Machine;
import org.wakeproof.sched.net.SharedRing;

/** A ring whose final checks look again while the event index that they set is still on its way. */
public final class FinalCheckWithoutFence extends SharedRing {
    public FinalCheckWithoutFence(Machine machine, Shape shape) {
        super(machine, shape);
    }

    @Override
    protected void fenceAfterAsking() {
        // Nothing orders the store before the load.
    }
}
