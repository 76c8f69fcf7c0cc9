// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history;

import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timer;
import org.wakeproof.softirq.Timers;

/**
 * schedule() of April 2009 on one CPU, with a scheduler like SEDF that has one vCPU: it may run for a slice in each
 * period, and waits for the next period then.
 *
 * <p>Left out: the switch of stacks, so that schedule() returns; extra time, and a vCPU that blocks.
 */
public class PeriodicSchedule {
    private static final int SLICE = 1;
    private static final int PERIOD = 2;
    private static final int IDLE = 0;
    private static final int VCPU = 1;
    private static final String COMMIT = "c806877d1b";

    private final Softirq softirq;
    private final Timers timers;
    private final Timer sTimer;
    private final Word curr;
    private final TimeCell periodBegin;
    private final TimeCell now;

    /** Wires it to CPU0. */
    public PeriodicSchedule(Machine machine, Softirq softirq, Timers timers) {
        this.softirq = softirq;
        this.timers = timers;
        sTimer = timers.initTimer("s_timer", 0, this::sTimerFn);
        curr = machine.word("curr", VCPU, IDLE).writtenBy(0).shownAs(who -> who == IDLE ? "idle" : "vCPU");
        periodBegin = machine.time("PERIOD_BEGIN", Instant.nowPlus(1)).writtenBy(0);
        Procedure schedule = machine.procedure("schedule", this::schedule);
        now = schedule.timeVariable("now").of(0).sampleOfNow();
        softirq.openSoftirq(Softirq.SCHEDULE, schedule::call);
    }

    /** Whom the CPU runs: 0 for the idle vCPU. */
    public Word curr() {
        return curr;
    }

    /** When the vCPU may run again. */
    public TimeCell periodBegin() {
        return periodBegin;
    }

    @XenSource(value = "schedule", file = "xen/common/schedule.c", commit = COMMIT)
    private void schedule() {
        now.sampleNow();
        timers.stopTimer(sTimer);
        int next = sedfDoSchedule();
        int time = next == IDLE ? periodBegin.minus(now) : SLICE;
        curr.store(next);
        if (hasLimit(next, time)) {
            timers.setTimer(sTimer, now, time);
        }
    }

    /** Whether the decision is for a limited time: negative means no limit. */
    @XenSource(value = "schedule", file = "xen/common/schedule.c", commit = COMMIT)
    protected boolean hasLimit(int next, int time) {
        return time >= 0;
    }

    protected static boolean isIdle(int who) {
        return who == IDLE;
    }

    @XenSource(value = "sedf_do_schedule", file = "xen/common/sched_sedf.c", commit = COMMIT)
    private int sedfDoSchedule() {
        if (curr.load() == VCPU) {
            // Its slice is used up.
            periodBegin.copyFrom(now, PERIOD - SLICE);
        }
        return periodBegin.isAtOrBefore(now) ? VCPU : IDLE;
    }

    @XenSource(value = "s_timer_fn", file = "xen/common/schedule.c", commit = COMMIT)
    private void sTimerFn() {
        softirq.raiseSoftirq(Softirq.SCHEDULE);
    }
}
