// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.run;

import org.wakeproof.machine.AtomicOperation;
import org.wakeproof.machine.Cell;
import org.wakeproof.machine.CpuOperation;
import org.wakeproof.machine.LockOperation;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.TimeOperation;

/** What each operation costs on a platform. No operation is free: a loop takes time. */
final class CostModel {
    private static final int ACCESSES_TO_PROGRAM_HPET = 3;
    private static final long LEAST = 1;

    private final Costs costs;

    CostModel(Costs costs) {
        this.costs = costs;
    }

    /** Nanoseconds that an operation takes. */
    long of(Operation operation) {
        if (operation instanceof Operation.Load load) {
            return access(load.cell(), costs.memory());
        }
        if (operation instanceof TimeOperation time) {
            return ofTime(time);
        }
        if (operation instanceof Operation.Store store) {
            return access(store.cell(), costs.memory());
        }
        if (operation instanceof LockOperation.Release) {
            return costs.memory();
        }
        if (operation instanceof LockOperation || operation instanceof AtomicOperation) {
            return costs.locked();
        }
        if (operation instanceof CpuOperation cpu) {
            return ofCpu(cpu);
        }
        return operation instanceof Operation.Choose ? LEAST : costs.memory();
    }

    private long ofTime(TimeOperation operation) {
        if (operation instanceof TimeOperation.StoreTime store) {
            return store.cell().isDevice() ? device(store.cell()) : costs.clock();
        }
        if (operation instanceof TimeOperation.LoadTime load) {
            return access(load.cell(), costs.memory());
        }
        return operation instanceof TimeOperation.TimeSinceNow ? costs.clock() : costs.memory();
    }

    private long ofCpu(CpuOperation operation) {
        if (operation instanceof CpuOperation.EnterSleep || operation instanceof CpuOperation.WaitForBreak) {
            return costs.pmTimerRead();
        }
        if (operation instanceof CpuOperation.SendIpi) {
            return costs.lapicAccess();
        }
        // What an interrupt takes is counted where it is taken, and what the guest does where it goes on.
        boolean counted =
                operation instanceof CpuOperation.ReturnFromInterrupt || operation instanceof CpuOperation.LeaveGuest;
        return counted ? LEAST : costs.memory();
    }

    private long access(Cell cell, long memory) {
        return cell.isDevice() ? device(cell) : memory;
    }

    private long device(Cell cell) {
        return cell instanceof TimeCell time && time.isMatchRegister()
                ? ACCESSES_TO_PROGRAM_HPET * costs.hpetAccess()
                : costs.lapicAccess();
    }
}
