// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.y2026;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.sched.history.runqueue.SharedRunqueue;
import org.wakeproof.softirq.Softirq;

/**
 * A run queue of credit2 over suspend to RAM as of 2026: while the scheduler is disabled, SCHEDULE has another handler. What a
 * CPU knows of its run queue is kept, as suspending leaves CPUs in their pools.
 *
 * <p>Left out: that the other CPUs go offline meanwhile, who keep their pending softirqs, and all that SharedRunqueue does.
 */
public class SuspendedRunqueue2026 extends SharedRunqueue {
    protected static final String FILE = "xen/common/sched/core.c";
    private static final int SCHEDULE = 0;
    private static final int SCHEDULE_DUMMY = 1;

    private final Word handler;

    public SuspendedRunqueue2026(Machine machine, Softirq softirq, Start start) {
        super(machine, softirq, start);
        handler = machine.word("softirq_handlers[SCHEDULE]", 1, SCHEDULE)
                .shownAs(function -> function == SCHEDULE ? "schedule" : "schedule_dummy");
    }

    /** The dummy only marks tasklets as scheduled, of which there are none here. */
    @Override
    @XenSource(value = "schedule_dummy", file = FILE, commit = XenSource.AUGUST_2026)
    protected final void scheduleSoftirq() {
        if (handler.load() == SCHEDULE) {
            super.scheduleSoftirq();
        }
    }

    /** A domain may run again. */
    @XenSource(value = "vcpu_unpause", file = "xen/common/domain.c", commit = XenSource.AUGUST_2026)
    public final void unpause(int unit) {
        if (pauseCount(unit).addReturn(-1) == 0) {
            wake(unit);
        }
    }

    @XenSource(value = "scheduler_disable", file = FILE, commit = XenSource.AUGUST_2026)
    public final void schedulerDisable() {
        if (usesDummy()) {
            handler.store(SCHEDULE_DUMMY);
        }
    }

    /** Whether disabling the scheduler has softirqs go to the dummy. */
    @XenSource(value = "scheduler_disable", file = FILE, commit = XenSource.AUGUST_2026)
    protected boolean usesDummy() {
        return true;
    }

    @XenSource(value = "scheduler_enable", file = FILE, commit = XenSource.AUGUST_2026)
    public final void schedulerEnable() {
        handler.store(SCHEDULE);
        enabled();
    }

    /** Nobody is told. */
    protected void enabled() {}
}
