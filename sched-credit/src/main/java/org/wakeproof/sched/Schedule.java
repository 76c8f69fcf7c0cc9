// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched;

import org.wakeproof.machine.Instant;
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
 * The main function of schedule.c: it takes the CPU from one vCPU and gives it to the next, and never returns.
 *
 * <p>Left out: tracing, statistics, and the wall clock and runstate that guests are shown. Where a system has no
 * quantum timers or vCPU timers, what remains of stopping one is that it takes a lock, which is a fence.
 */
public class Schedule {
    private static final String FILE = "xen/common/schedule.c";

    /** Whom the quantum timer is armed for. */
    public enum Quantum {
        /** Nobody: there are no time slices. */
        NOBODY,
        /** The vCPUs of guests, as from c806877d1b, two days after this commit. */
        GUESTS,
        /** Idle vCPUs too, as at this commit: a safety net, for an idle CPU looks for work each time. */
        EVERYBODY
    }

    private final Machine machine;
    private final Softirq softirq;
    private final Timers timers;
    private final Vcpus vcpus;
    private final VcpuControl control;
    private final ContextSwitch contextSwitch;
    private final Quantum quantum;
    private final PerCpu<Timer> sTimer;
    private final Procedure switchTo;
    private final PerCpu<TimeCell> now;
    private Scheduler scheduler;
    private VcpuTimers vcpuTimers;

    /**
     * @param timers where the quantum timers are; may be null where nobody has a quantum
     * @param control what is done to vCPUs from outside
     * @param contextSwitch the switch from one vCPU to the next
     * @param quantum whom the quantum timer is armed for
     */
    public Schedule(
            Machine machine,
            Softirq softirq,
            Timers timers,
            Vcpus vcpus,
            VcpuControl control,
            ContextSwitch contextSwitch,
            Quantum quantum) {
        this.machine = machine;
        this.softirq = softirq;
        this.timers = timers;
        this.vcpus = vcpus;
        this.quantum = quantum;
        this.control = control;
        this.contextSwitch = contextSwitch;
        this.sTimer = quantum == Quantum.NOBODY
                ? null
                : machine.perCpu(cpu -> timers.initTimer("s_timer" + cpu, cpu, this::sTimerFn));
        Procedure schedule = machine.procedure("schedule", this::schedule);
        this.switchTo = machine.function("schedule switch", this::switchTo);
        this.now = sTimer == null ? null : schedule.timeVariable("now");
        if (now != null) {
            now.all().forEach(TimeCell::sampleOfNow);
        }
        softirq.openSoftirq(Softirq.SCHEDULE, schedule::call);
        if (vcpus.hasGuests()) {
            softirq.openSoftirq(Softirq.VCPU_KICK, () -> {});
        }
    }

    /** Chooses the scheduler; for wiring. */
    @XenSource(value = "scheduler_init", file = FILE)
    public void install(Scheduler chosen) {
        scheduler = chosen;
        control.install(chosen);
    }

    /** Wires the timers of vCPUs, where a system has any. */
    public void install(VcpuTimers chosen) {
        vcpuTimers = chosen;
        control.install(chosen);
    }

    /** What is done to vCPUs from outside. */
    public VcpuControl control() {
        return control;
    }

    /** Where a vCPU goes on after an interrupt or a switch. */
    public ContextSwitch contextSwitch() {
        return contextSwitch;
    }

    /** Does not return: the stack is reset even where the same vCPU goes on. */
    @XenSource(value = "schedule", file = FILE)
    private void schedule() {
        Vcpu prev = vcpus.own();
        if (sTimer != null) {
            now.own().sampleNow();
        }
        SpinLock lock = vcpus.scheduleLock().own();
        lock.lockIrq();
        if (sTimer != null) {
            timers.stopTimer(sTimer.own());
        } else {
            machine.fence();
        }
        int next = scheduler.doSchedule();
        vcpus.curr().own().store(next);
        if (quantum == Quantum.EVERYBODY
                || quantum == Quantum.GUESTS && !vcpus.numbered(next).isIdle()) {
            timers.setTimer(sTimer.own(), now.own(), scheduler.timeSlice());
        }
        if (sTimer != null) {
            // The clock may go on now: nothing below depends on the sample.
            now.own().set(Instant.zero());
        }
        if (prev.number() == next) {
            lock.unlockIrq();
            contextSwitch.continueRunning(prev);
        }
        switchTo.call(prev.number(), next);
    }

    /** The second half, which remembers nothing of the first but its outcome. */
    @XenSource(value = "schedule", file = FILE)
    private int switchTo(int prevNumber, int nextNumber) {
        Vcpu prev = vcpus.numbered(prevNumber);
        Vcpu next = vcpus.numbered(nextNumber);
        machine.bugOn(prev.runstate().load() != Vcpu.RUNSTATE_RUNNING, prev, "is switched out, but does not run");
        control.vcpuRunstateChange(prev, runstateOf(prev));
        machine.bugOn(next.runstate().load() == Vcpu.RUNSTATE_RUNNING, next, "is switched in, but runs already");
        control.vcpuRunstateChange(next, Vcpu.RUNSTATE_RUNNING);
        machine.bugOn(next.isRunning().load() != 0, next, "is switched in, but is_running already");
        next.isRunning().store(1);
        vcpus.scheduleLock().own().unlockIrq();
        if (vcpuTimers != null) {
            vcpuTimers.stopPeriodic(prev);
            vcpuTimers.vcpuPeriodicTimerWork(next);
        } else {
            fenceOfStopTimer();
        }
        contextSwitch.contextSwitch(prev, next);
        return 0;
    }

    /** Stopping the periodic timer of the vCPU that is switched out takes a lock: a fence, also where there is no timer. */
    protected void fenceOfStopTimer() {
        machine.fence();
    }

    /** Starts the executing CPU's time slice, as the last decision before the system's start did. */
    public void startQuantum() {
        if (quantum == Quantum.EVERYBODY
                || quantum == Quantum.GUESTS && !vcpus.own().isIdle()) {
            timers.setTimer(sTimer.own(), Instant.nowPlus(scheduler.timeSlice()));
        }
    }

    private int runstateOf(Vcpu prev) {
        if ((prev.pauseFlags().load() >>> Vcpu.VPF_BLOCKED & 1) != 0) {
            return Vcpu.RUNSTATE_BLOCKED;
        }
        return control.vcpuRunnable(prev) ? Vcpu.RUNSTATE_RUNNABLE : Vcpu.RUNSTATE_OFFLINE;
    }

    @XenSource(value = "s_timer_fn", file = FILE)
    private void sTimerFn() {
        softirq.raiseSoftirq(Softirq.SCHEDULE);
    }

    @XenSource(value = "sched_tick_suspend", file = FILE)
    public void schedTickSuspend() {
        scheduler.tickSuspend();
    }

    @XenSource(value = "sched_tick_resume", file = FILE)
    public void schedTickResume() {
        scheduler.tickResume();
    }
}
