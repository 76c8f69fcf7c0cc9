// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history.runqueue;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/** schedule_cpu_switch before April 2017: a CPU that joins a pool finds that out when something else wakes it. */
public final class JoinsPoolSilently extends SharedRunqueue {
    public JoinsPoolSilently(Machine machine, Softirq softirq, Start start) {
        super(machine, softirq, start);
    }

    @Override
    @XenSource(value = "schedule_cpu_switch", file = "xen/common/schedule.c", commit = "before d92b0e7fca")
    protected void tellJoined(int cpu) {
        // It sleeps on.
    }
}
