// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.history.rcu;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;

/** cpu_is_haltable before August 2017: a CPU sleeps although it has callbacks. */
public final class SleepsOnCallbacks extends Rcu {
    public SleepsOnCallbacks(Machine machine, int batches) {
        super(machine, batches);
    }

    @Override
    @XenSource(value = "cpu_is_haltable", file = "xen/include/xen/sched.h", commit = "before 38ad8151f5")
    public boolean rcuNeedsCpu() {
        return false;
    }
}
