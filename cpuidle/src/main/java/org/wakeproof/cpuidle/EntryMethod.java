// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle;

import org.wakeproof.machine.SleepState;

/**
 * How C-states are entered, {@code ACPI_CSTATE_EM_x}: all of a platform's in one way. In Xen each has its own, and only
 * C1 can be entered by {@code hlt}: what {@link #HALT} does for C2 and C3 is no machine that Xen accepts.
 */
public enum EntryMethod {
    /** mwait, which a pending interrupt breaks even with interrupts off. */
    FFH,
    /** A read of the P_LVL register; likewise. */
    SYSIO,
    /** {@code sti;hlt}, then {@code cli}: the interrupt is taken at once. */
    HALT;

    /** What the machine does for a C-state. */
    public SleepState sleepState(CState cState, boolean lapicTimerC2Ok) {
        if (cState == CState.C1) {
            return this == HALT ? SleepState.C1_HALT : SleepState.C1_MWAIT;
        }
        if (cState == CState.C2) {
            return lapicTimerC2Ok ? runningTimer() : stoppedTimer();
        }
        return this == HALT ? SleepState.C3_HALT : SleepState.C3;
    }

    /** {@code sti;hlt} takes the interrupt at once in C2 too; the machine has no state of that name. */
    private SleepState runningTimer() {
        return this == HALT ? SleepState.C1_HALT : SleepState.C2_TIMER_RUNS;
    }

    private SleepState stoppedTimer() {
        return this == HALT ? SleepState.C3_HALT : SleepState.C2;
    }
}
