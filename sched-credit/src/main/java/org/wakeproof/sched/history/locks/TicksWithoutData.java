// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history.locks;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;

/** csched_tick before July 2026: the data is gone before the timer is stopped, and the handler does not look. */
public final class TicksWithoutData extends PoolRemoval {
    public TicksWithoutData(Machine machine) {
        super(machine);
    }

    @Override
    @XenSource(value = "csched_tick", file = CREDIT, commit = "before ea1d785a5f")
    protected boolean expectsNull() {
        return false;
    }
}
