// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/** credit2's migration before September 2016: the CPU that runs the vCPU is not told of it. */
public final class MarksMigrationSilently extends PauseFlags {
    public MarksMigrationSilently(Machine machine, Softirq softirq, int processor) {
        super(machine, softirq, processor);
    }

    @Override
    @XenSource(value = "migrate", file = "xen/common/sched_credit2.c", commit = "before 115e4c5e52")
    protected void tellProcessor(int cpu) {
        // It finds out at the end of its time slice.
    }
}
