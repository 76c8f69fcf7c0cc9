// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history.runqueue;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/** __runq_tickle of April 2010 to April 2017: who has been told still counts as idle until it schedules. */
public final class KeepsTickledIdlers extends IdlersMask {
    public KeepsTickledIdlers(Machine machine, Softirq softirq, int idle, int working) {
        super(machine, softirq, idle, working);
    }

    @Override
    @XenSource(value = "__runq_tickle", file = FILE, commit = "before 47d5292995")
    protected boolean claims(int idler) {
        return true;
    }
}
