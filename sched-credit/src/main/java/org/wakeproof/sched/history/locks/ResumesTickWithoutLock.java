// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history.locks;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;

/** The hooks of 964fae8ac2 as they were until October 2019: the ticker is set without a lock when a CPU has idled. */
public final class ResumesTickWithoutLock extends PoolRemoval {
    private static final String COMMIT = "before 969f58bde2";

    public ResumesTickWithoutLock(Machine machine) {
        super(machine);
    }

    @Override
    @XenSource(value = "sched_tick_resume", file = "xen/common/schedule.c", commit = COMMIT)
    public void schedTickResume() {
        if (hasScheduler()) {
            cschedTickResume();
        }
    }

    @XenSource(value = "csched_tick_resume", file = "xen/common/sched_credit.c", commit = COMMIT)
    private void cschedTickResume() {
        setTicker();
    }

    @Override
    @XenSource(value = "csched_schedule", file = "xen/common/sched_credit.c", commit = COMMIT)
    protected void cschedSchedule() {
        // It leaves the ticker alone.
    }
}
