// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history.locks;

import java.util.List;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;

/** vcpu_migrate of the first half of March 2011: once it holds the locks of what was picked, it picks again. */
public final class PicksAnew extends VcpuMigration {
    public PicksAnew(Machine machine, List<Integer> affinity) {
        super(machine, affinity);
    }

    @Override
    @XenSource(value = "vcpu_migrate", file = FILE, commit = "before e1255ac77e")
    protected boolean keepsPick() {
        return false;
    }
}
