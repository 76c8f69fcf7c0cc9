// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history.locks;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;

/**
 * The credit scheduler's ticker on a CPU that is removed from its pool, as of July 2026: the CPU has just been woken to run
 * a vCPU.
 *
 * <p>Left out: that the pool's vCPUs have left the CPU before, and when the ticker expires (whenever it is set).
 */
public class PoolRemoval {
    static final String CREDIT = "xen/common/sched/credit.c";
    static final String CORE = "xen/common/sched/core.c";
    private static final String COMMIT = "ea1d785a5f";
    private static final int NONE = 0;

    private final Machine machine;
    private final SpinLock lock;
    private final Word scheduler;
    private final Word schedPriv;
    private final Word ticker;

    public PoolRemoval(Machine machine) {
        this.machine = machine;
        this.lock = machine.lock("schedule_lock[1]");
        this.scheduler = machine.word("scheduler[1]", 1, 1).shownAs(value -> value == NONE ? "null" : "credit");
        this.schedPriv = machine.word("sched_priv[1]", 1, 1).shownAs(value -> value == NONE ? "NULL" : "csched_pcpu");
        this.ticker = machine.word("ticker[1]", 1, 0).shownAs(value -> value == 0 ? "stopped" : "set");
    }

    /** Whether the ticker is set. */
    public final Word ticker() {
        return ticker;
    }

    /** The CPU has idled: the last step of an idle function. */
    public void schedTickResume() {
        // The ticker is set when the CPU schedules.
    }

    /** The CPU goes from its idle vCPU to another. */
    @XenSource(value = "schedule", file = CORE, commit = COMMIT)
    public final void schedule() {
        lock.lockIrq();
        if (scheduler.load() != NONE) {
            cschedSchedule();
        }
        lock.unlockIrq();
    }

    @XenSource(value = "csched_schedule", file = CREDIT, commit = COMMIT)
    protected void cschedSchedule() {
        setTicker();
    }

    protected final boolean hasScheduler() {
        return scheduler.load() != NONE;
    }

    /** The ticker is a part of the CPU's data. */
    protected final void setTicker() {
        machine.bugOn(schedPriv.load() == NONE, "the ticker", "is set in data that is gone");
        ticker.store(1);
    }

    /** The ticker has expired. */
    @XenSource(value = "csched_tick", file = CREDIT, commit = COMMIT)
    public final void cschedTick() {
        int spc = schedPriv.load();
        if (spc == NONE && expectsNull()) {
            return;
        }
        machine.bugOn(spc == NONE, "csched_tick", "works on data that is gone");
        ticker.store(1);
    }

    /** Whether the handler minds that the timer is stopped only after the data is gone. */
    protected boolean expectsNull() {
        return true;
    }

    /** Another CPU takes the CPU out of its pool. */
    @XenSource(value = "schedule_cpu_rm", file = CORE, commit = COMMIT)
    public final void scheduleCpuRm() {
        boolean flags = lock.lockIrqsave();
        scheduler.store(NONE);
        schedPriv.store(NONE);
        lock.unlockIrqrestore(flags);
        ticker.store(0);
    }
}
