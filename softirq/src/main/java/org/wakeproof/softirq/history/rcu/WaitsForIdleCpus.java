// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.history.rcu;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;

/** rcu_start_batch before August 2017: a grace period waits for all CPUs, also for those that sleep. */
public final class WaitsForIdleCpus extends Rcu {
    public WaitsForIdleCpus(Machine machine, int batches) {
        super(machine, batches);
    }

    @Override
    @XenSource(value = "rcu_start_batch", file = "xen/common/rcupdate.c", commit = "before 6e7f6155b8")
    protected int idleCpus() {
        return 0;
    }
}
