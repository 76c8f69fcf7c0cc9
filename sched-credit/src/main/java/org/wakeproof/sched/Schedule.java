// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timer;
import org.wakeproof.softirq.Timers;

/**
 * schedule.c on a CPU that only ever runs its idle vCPU: next == prev == idle. Where guests come in,
 * the do_schedule hook decides between the lock and the quantum timer; here its answer is idle, for 30 ms.
 *
 * <p>Left out: runstates, tracing, statistics. Without a quantum, s_timer is never active, so that
 * stopping it would do nothing, and nobody needs the sample of NOW().
 */
public final class Schedule {
    private static final String FILE = "xen/common/schedule.c";
    private static final int QUANTUM = 3;

    private final Machine machine;
    private final Softirq softirq;
    private final Timers timers;
    private final CreditScheduler scheduler;
    private final PerCpu<SpinLock> scheduleLock;
    private final PerCpu<Timer> sTimer;
    private final Procedure idleLoop;
    private final PerCpu<TimeCell> now;

    /**
     * @param idleQuantum whether the quantum timer is armed for idle too, as at this commit; a day later
     *     (ea78378d2c) it no longer was. It is a safety net.
     * @param idleLoop where continue_running leads an idle vCPU
     */
    public Schedule(
            Machine machine,
            Softirq softirq,
            Timers timers,
            CreditScheduler scheduler,
            boolean idleQuantum,
            Procedure idleLoop) {
        this.machine = machine;
        this.softirq = softirq;
        this.timers = timers;
        this.scheduler = scheduler;
        this.idleLoop = idleLoop;
        this.scheduleLock = machine.perCpu(cpu -> machine.lock("schedule_lock[" + cpu + "]"));
        this.sTimer =
                idleQuantum ? machine.perCpu(cpu -> timers.initTimer("s_timer" + cpu, cpu, this::sTimerFn)) : null;
        Procedure schedule = machine.procedure("schedule", this::schedule);
        now = schedule.timeVariable("now");
        now.all().forEach(TimeCell::sampleOfNow);
        softirq.openSoftirq(Softirq.SCHEDULE, schedule::call);
    }

    /** Does not return: the stack is reset even where the same vCPU goes on. */
    @XenSource(value = "schedule", file = FILE)
    private void schedule() {
        if (sTimer != null) {
            now.own().sampleNow();
        }
        scheduleLock.own().lockIrq();
        if (sTimer != null) {
            timers.stopTimer(sTimer.own());
            timers.setTimer(sTimer.own(), now.own(), QUANTUM);
        }
        scheduleLock.own().unlockIrq();
        machine.resetStackAndJump(idleLoop);
    }

    @XenSource(value = "s_timer_fn", file = FILE)
    private void sTimerFn() {
        softirq.raiseSoftirq(Softirq.SCHEDULE);
    }

    @XenSource(value = "sched_tick_suspend", file = FILE)
    public void schedTickSuspend() {
        scheduler.cschedTickSuspend();
    }

    @XenSource(value = "sched_tick_resume", file = FILE)
    public void schedTickResume() {
        scheduler.cschedTickResume();
    }
}
