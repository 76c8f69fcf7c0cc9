// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.history.rcu;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;

/** rcu_start_batch without its fence: that there is a new batch can wait in the store buffer while it looks who idles. */
public final class StartsBatchWithoutFence extends Rcu {
    public StartsBatchWithoutFence(Machine machine, int batches) {
        super(machine, batches);
    }

    @Override
    @XenSource(value = "rcu_start_batch", file = "xen/common/rcupdate.c", commit = "changed")
    protected void fenceBeforeIdleCpus() {
        // Nothing orders the store before the load.
    }
}
