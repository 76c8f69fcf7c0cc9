// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.y2026;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;

/** rcu_start_batch before August 2017: a batch waits for CPUs that idle, too. */
public final class WaitsForAllCpus extends Rcu2026 {
    public WaitsForAllCpus(Machine machine, int batches, Runnable callback) {
        super(machine, batches, callback);
    }

    @Override
    @XenSource(value = "rcu_start_batch", file = FILE, commit = "before 6e7f6155b8")
    protected int idleCpus() {
        return 0;
    }
}
