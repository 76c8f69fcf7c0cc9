// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.run;

import org.wakeproof.machine.AtomicOperation.AtomicUpdate;
import org.wakeproof.machine.CpuOperation.EnterSleep;
import org.wakeproof.machine.CpuOperation.LeaveGuest;
import org.wakeproof.machine.CpuOperation.SendIpi;
import org.wakeproof.machine.CpuOperation.SetInterruptFlag;
import org.wakeproof.machine.CpuOperation.WaitForBreak;
import org.wakeproof.machine.LockOperation.Acquire;
import org.wakeproof.machine.LockOperation.Release;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.Operation.Choose;
import org.wakeproof.machine.Operation.Load;
import org.wakeproof.machine.Operation.Store;
import org.wakeproof.machine.TimeOperation.CompareTime;
import org.wakeproof.machine.TimeOperation.LoadTime;
import org.wakeproof.machine.TimeOperation.StoreTime;
import org.wakeproof.machine.TimeOperation.TimeBetween;
import org.wakeproof.machine.TimeOperation.TimeSinceNow;

/** Kinds of operations by what a run has to do about them; found once for each point of the code. */
enum Opcode {
    LOAD,
    STORE,
    COMPARE_TIME,
    STORE_TIME,
    LOAD_TIME,
    DIFFERENCE,
    ACQUIRE,
    RELEASE,
    ATOMIC,
    INTERRUPT_FLAG,
    SEND_IPI,
    ENTER_SLEEP,
    WAIT_FOR_BREAK,
    LEAVE_GUEST,
    CHOOSE,
    OTHER;

    private static final int MANY = 1024;

    static Opcode of(Operation operation) {
        if (operation instanceof Load) {
            return LOAD;
        }
        if (operation instanceof Store) {
            return STORE;
        }
        if (operation instanceof CompareTime) {
            return COMPARE_TIME;
        }
        if (operation instanceof StoreTime) {
            return STORE_TIME;
        }
        if (operation instanceof LoadTime) {
            return LOAD_TIME;
        }
        if (operation instanceof TimeSinceNow || operation instanceof TimeBetween) {
            return DIFFERENCE;
        }
        if (operation instanceof Acquire) {
            return ACQUIRE;
        }
        if (operation instanceof Release) {
            return RELEASE;
        }
        return operation instanceof AtomicUpdate ? ATOMIC : ofRarer(operation);
    }

    private static Opcode ofRarer(Operation operation) {
        if (operation instanceof SetInterruptFlag) {
            return INTERRUPT_FLAG;
        }
        if (operation instanceof SendIpi) {
            return SEND_IPI;
        }
        if (operation instanceof EnterSleep) {
            return ENTER_SLEEP;
        }
        if (operation instanceof WaitForBreak) {
            return WAIT_FOR_BREAK;
        }
        if (operation instanceof LeaveGuest) {
            return LEAVE_GUEST;
        }
        return operation instanceof Choose ? CHOOSE : OTHER;
    }

    /** Whether what comes after its results is worth being kept: not of numbers that hardly come again. */
    boolean hasFewResults(Operation operation) {
        return this != DIFFERENCE && !(operation instanceof Choose choose && choose.choices() > MANY);
    }
}
