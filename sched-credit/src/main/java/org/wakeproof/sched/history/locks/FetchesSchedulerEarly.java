// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history.locks;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;

/** schedule before September 2011: it fetches the scheduler before the lock. */
public final class FetchesSchedulerEarly extends SchedulerSwitch {
    public FetchesSchedulerEarly(Machine machine) {
        super(machine);
    }

    @Override
    @XenSource(value = "schedule", file = FILE, commit = "before 4dd27c01c3")
    public void schedule() {
        int kind = scheduler().load();
        pcpuScheduleLock();
        doSchedule(kind);
        pcpuScheduleUnlock();
    }
}
