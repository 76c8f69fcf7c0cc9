// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history.runqueue;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/** runq_tickle before October 2010: it tells the first CPU that idles, whether or not that has been told. */
public final class TicklesTheTickled extends SharedRunqueue {
    public TicklesTheTickled(Machine machine, Softirq softirq, Start start) {
        super(machine, softirq, start);
    }

    @Override
    @XenSource(value = "runq_tickle", file = "xen/common/sched_credit2.c", commit = "before 1b561702db")
    protected int whomToTickle() {
        return idle().load() & cpuValid().load();
    }
}
