// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history.locks;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;

/**
 * One CPU schedules as of April 2012, and another gives it a new scheduler, whose lock is a different one.
 *
 * <p>Left out: all that schedulers do, but for touching their data.
 */
public class SchedulerSwitch {
    static final String FILE = "xen/common/schedule.c";
    private static final String COMMIT = "4cee6a3812";
    private static final int OLD = 0;
    private static final int NEW = 1;
    private static final String[] NAMES = {"credit", "credit2"};

    private final Machine machine;
    private final PerCpu<SpinLock> locks;
    private final Word scheduleLock;
    private final Word scheduler;
    private final Word schedPriv;
    private final Word data;
    private final Procedure lockRound;

    /** Wires it; a machine has at least as many CPUs as there are schedulers. */
    public SchedulerSwitch(Machine machine) {
        this.machine = machine;
        this.locks = machine.perCpu(kind -> machine.lock(kind == OLD ? "lock of credit" : "lock of credit2"));
        this.scheduleLock = pointer("schedule_lock");
        this.scheduler = pointer("scheduler");
        this.schedPriv = pointer("sched_priv");
        this.data = machine.word("data of the run queue", 1, 0).guardedBy(scheduleLock, locks);
        this.lockRound = machine.function("pcpu_schedule_lock", this::lockRound);
    }

    private Word pointer(String name) {
        return machine.word(name + "[1]", NEW, OLD).shownAs(kind -> "that of " + NAMES[kind]);
    }

    /** Which scheduler the CPU has; fetched under the lock, or it may be the last one's. */
    protected final Word scheduler() {
        return scheduler;
    }

    /** The lock that the pointer leads to. */
    protected final SpinLock lock() {
        return locks.of(scheduleLock.load());
    }

    /** The CPU chooses what to run. */
    @XenSource(value = "schedule", file = FILE, commit = COMMIT)
    public void schedule() {
        pcpuScheduleLock();
        doSchedule(scheduler.load());
        pcpuScheduleUnlock();
    }

    @XenSource(value = "pcpu_schedule_lock_irq", file = "xen/include/xen/sched-if.h", commit = COMMIT)
    protected final void pcpuScheduleLock() {
        machine.cpu().disableInterrupts();
        lockRound.repeat();
    }

    /** Whoever changes the pointer holds the lock that it led to. */
    @XenSource(value = "pcpu_schedule_lock", file = "xen/include/xen/sched-if.h", commit = COMMIT)
    protected int lockRound() {
        int kind = scheduleLock.load();
        locks.of(kind).lock();
        if (scheduleLock.load() == kind) {
            return Procedure.STOP;
        }
        locks.of(kind).unlock();
        return Procedure.AGAIN;
    }

    @XenSource(value = "pcpu_schedule_unlock_irq", file = "xen/include/xen/sched-if.h", commit = COMMIT)
    protected final void pcpuScheduleUnlock() {
        lock().unlockIrq();
    }

    /** The scheduler's hook. */
    protected final void doSchedule(int kind) {
        machine.bugOn(schedPriv.load() != kind, NAMES[kind], "is called to choose, but the data is the other's");
        data.store(1 - data.load());
    }

    /** Another CPU gives it the new scheduler. */
    @XenSource(value = "schedule_cpu_switch", file = FILE, commit = COMMIT)
    public final void scheduleCpuSwitch() {
        SpinLock old = locks.of(OLD);
        boolean flags = old.lockIrqsave();
        scheduler.store(NEW);
        schedPriv.store(NEW);
        scheduleLock.store(NEW);
        old.unlockIrqrestore(flags);
    }
}
