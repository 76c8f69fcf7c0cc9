// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import org.jspecify.annotations.Nullable;
import org.wakeproof.cpuidle.AcpiProcessorIdle.Platform;
import org.wakeproof.cpuidle.EntryMethod;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SleepState;

/** The ways in which C goes to sleep, by the number of the C-state. */
final class Sleeps {
    static final int DEEPEST = 3;

    private final Machine machine;
    private final Platform platform;
    private final MwaitSleepers sleepers;
    private final boolean isMonitored;

    /**
     * @param sleepers null where a softirq that is raised on another CPU is always told by an interrupt
     * @param armsMonitor whether the handler does: one that never does is taken to sleep in mwait all the same
     */
    Sleeps(Machine machine, Platform platform, @Nullable MwaitSleepers sleepers, boolean armsMonitor) {
        this.machine = machine;
        this.platform = platform;
        this.sleepers = sleepers;
        this.isMonitored = sleepers != null && armsMonitor;
    }

    /** Where C-states are entered by hlt, it is the chosen one that is entered. */
    SleepState halting(int cState) {
        boolean isChosen = platform.method() == EntryMethod.HALT && cState != 0;
        return isChosen ? maskedState(cState) : SleepState.C1_HALT;
    }

    /** An interrupt that is off ends mwait only where its second argument says so. */
    void mwait(int cState, boolean breaks) {
        if (isMonitored && !endsAtOnce()) {
            sleepers.mwait(breaks ? state(cState) : maskedState(cState));
        } else if (isMonitored) {
            return;
        } else if (breaks) {
            machine.cpu().sleep(state(cState));
        } else {
            machine.cpu().halt(maskedState(cState));
        }
    }

    /** mwait_idle_with_hints of another file. */
    void mwaitIdleWithHints(int cState, boolean breaks) {
        if (sleepers != null) {
            sleepers.mwaitIdleWithHints(breaks ? state(cState) : maskedState(cState), breaks);
        } else if (breaks) {
            mwait(cState, true);
        } else {
            stiMwait(cState, true);
        }
    }

    /** {@code sti;mwait}, and {@code cli} behind it or not. */
    void stiMwait(int cState, boolean isThenCli) {
        if (!isMonitored) {
            machine.cpu().sleep(maskedState(cState));
            if (isThenCli) {
                machine.cpu().disableInterrupts();
            }
            return;
        }
        if (!endsAtOnce()) {
            sleepers.stiMwaitCli(state(cState));
        }
        if (!isThenCli) {
            machine.cpu().enableInterrupts();
        }
    }

    /** mwait may, and drains no store buffer then; where there are none it makes no difference. */
    private boolean endsAtOnce() {
        return machine.isTotalStoreOrder() && machine.choose("mwait ends at once", 2) == 1;
    }

    /** The same, which they do not end then. */
    private SleepState maskedState(int cState) {
        return stopsLapicTimer(cState) ? SleepState.C3_HALT : SleepState.C1_HALT;
    }

    /** A C-state that interrupts end even where they are off. */
    SleepState state(int cState) {
        return switch (cState) {
            case 1 -> SleepState.C1_MWAIT;
            case 2 -> stopsLapicTimer(cState) ? SleepState.C2 : SleepState.C2_TIMER_RUNS;
            default -> SleepState.C3;
        };
    }

    private boolean stopsLapicTimer(int cState) {
        return cState == DEEPEST || cState == 2 && !platform.lapicTimerC2Ok();
    }
}
