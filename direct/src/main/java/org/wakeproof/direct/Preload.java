// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.direct;

import org.wakeproof.machine.AtomicOperation;
import org.wakeproof.machine.CpuOperation;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.LockOperation;
import org.wakeproof.machine.MonitorOperation;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.Step;
import org.wakeproof.machine.TimeOperation;

/**
 * Uses once every class that a run may use. Which classes have been loaded is part of the state that
 * JPF compares, so a class that some runs load and others do not would double the states.
 */
final class Preload {
    private Preload() {}

    /**
     * Loads the machine's operations.
     *
     * @param others objects of the caller's own classes; making them has loaded those
     */
    static void all(Object... others) {
        Step.kind(Step.event(operations().length + others.length));
    }

    /** One operation of each class. */
    static Operation[] operations() {
        return new Operation[] {
            new Operation.Load(null),
            new Operation.Store(null, 0),
            new AtomicOperation.AtomicUpdate(null, AtomicOperation.AtomicUpdate.Kind.ADD, 0),
            new AtomicOperation.SetBitBeside(null, 0, null),
            new AtomicOperation.CompareExchange(null, 0, 0),
            new Operation.Fence(null),
            new Operation.Until(null, 0, true),
            new Operation.Choose("", 1),
            new Operation.Bug(""),
            new LockOperation.Acquire(null),
            new LockOperation.TryAcquire(null),
            new LockOperation.Release(null),
            new CpuOperation.SetInterruptFlag(null, false),
            new CpuOperation.ReturnFromInterrupt(null),
            new CpuOperation.SendIpi(0, null),
            new CpuOperation.EnterSleep(null, null, false),
            new CpuOperation.WaitForBreak(null),
            new CpuOperation.EnterGuest(null),
            new CpuOperation.LeaveGuest(null, true),
            new CpuOperation.Stop(null),
            new MonitorOperation.Arm(null, false),
            new MonitorOperation.Disarm(null),
            new MonitorOperation.EnterMwait(null, null, false),
            new MonitorOperation.LeaveMwait(null),
            new TimeOperation.StoreTime(null, Instant.zero()),
            new TimeOperation.LoadTime(null, null, 0),
            new TimeOperation.CompareTime(null, null),
            new TimeOperation.IsTime(null, 0),
            new TimeOperation.TimeSinceNow(null),
            new TimeOperation.TimeBetween(null, null)
        };
    }
}
