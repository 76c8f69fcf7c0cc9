// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history.runqueue;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/** __runq_tickle of the credit scheduler before July 2015: CPUs that are in no pool idle, too. */
public final class TicklesOutsidePool extends SharedRunqueue {
    public TicklesOutsidePool(Machine machine, Softirq softirq, Start start) {
        super(machine, softirq, start);
    }

    @Override
    @XenSource(value = "__runq_tickle", file = "xen/common/sched_credit.c", commit = "before 02ea503182")
    protected int whomToTickle() {
        return idle().load() & ~tickled().load();
    }
}
