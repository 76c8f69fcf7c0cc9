// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timers;

/** schedule() of 1 April 2009: no quantum for the idle vCPU, whatever time the scheduler has asked for. */
public final class NoQuantumForIdle extends PeriodicSchedule {
    public NoQuantumForIdle(Machine machine, Softirq softirq, Timers timers) {
        super(machine, softirq, timers);
    }

    @Override
    @XenSource(value = "schedule", file = "xen/common/schedule.c", commit = "ea78378d2c")
    protected boolean hasLimit(int next, int time) {
        return !isIdle(next);
    }
}
