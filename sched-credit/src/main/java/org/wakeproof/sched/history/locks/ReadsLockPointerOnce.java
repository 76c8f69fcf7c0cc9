// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history.locks;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.XenSource;

/** schedule before April 2012: the lock that it gets is the one that the pointer led to when it began to wait. */
public final class ReadsLockPointerOnce extends SchedulerSwitch {
    public ReadsLockPointerOnce(Machine machine) {
        super(machine);
    }

    @Override
    @XenSource(value = "schedule", file = FILE, commit = "before 4cee6a3812")
    protected int lockRound() {
        lock().lock();
        return Procedure.STOP;
    }
}
