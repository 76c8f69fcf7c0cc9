// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history.runqueue;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/** runq_candidate before May 2021: a unit that is being paused ends the scan. */
public final class StopsAtThePaused extends SharedRunqueue {
    public StopsAtThePaused(Machine machine, Softirq softirq, Start start) {
        super(machine, softirq, start);
    }

    @Override
    @XenSource(value = "runq_candidate", file = "xen/common/sched/credit2.c", commit = "before 07b0eb5d0e")
    protected boolean looksBehindThePaused() {
        return false;
    }
}
