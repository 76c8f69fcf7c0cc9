// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history.net;

import org.wakeproof.machine.Machine;
import org.wakeproof.sched.net.SharedRing;

/** A ring whose event indices are read while the producer index is still on its way. */
public final class PushWithoutFence extends SharedRing {
    public PushWithoutFence(Machine machine, Shape shape) {
        super(machine, shape);
    }

    @Override
    protected void fenceAfterPushing() {
        // Nothing orders the store before the load.
    }
}
