// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history.runqueue;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/** csched2_schedule before July 2016: the idle vCPU that runs a tasklet counts as idle. */
public final class IdlesForTasklets extends SharedRunqueue {
    public IdlesForTasklets(Machine machine, Softirq softirq, Start start) {
        super(machine, softirq, start);
    }

    @Override
    @XenSource(value = "csched2_schedule", file = "xen/common/sched_credit2.c", commit = "before b047f888d4")
    protected boolean countsAsIdle(boolean taskletWork) {
        return true;
    }
}
