// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.y2026;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.sched.history.runqueue.SharedRunqueue;
import org.wakeproof.softirq.Softirq;

/**
 * A run queue of credit2 that loses a CPU as of 2026.
 *
 * <p>Left out: the units that were on that CPU last, which are moved in between, and what else the pool does.
 */
public class ShrinkingRunqueue2026 extends SharedRunqueue {
    private final Word ofThisScheduler;

    public ShrinkingRunqueue2026(Machine machine, Softirq softirq, Start start) {
        super(machine, softirq, start);
        ofThisScheduler =
                machine.cpuMask("CPUs of this scheduler", start.pool()).writtenUnder(lock());
    }

    /** A CPU of the idle scheduler goes on idling; it has a lock of its own, which nobody else wants. */
    @Override
    @XenSource(value = "sched_idle_schedule", file = "xen/common/sched/core.c", commit = XenSource.AUGUST_2026)
    protected final boolean isOfThisScheduler(int cpu) {
        return (ofThisScheduler.load() >>> cpu & 1) != 0;
    }

    /** Affinities say which CPUs a unit may run on, and cpu_valid is not looked at again. */
    @Override
    @XenSource(value = "runq_candidate", file = "xen/common/sched/credit2.c", commit = XenSource.AUGUST_2026)
    protected final boolean mayRunUnits(int cpu) {
        return true;
    }

    /**
     * From here on nobody tells the CPU of a unit. In C the run queue's lock is not held, and runq_tickle, which holds it, looks up
     * to three times: here a CPU does not go between these looks. As each only takes CPUs away of which one is told, that makes
     * no difference by reading; it is not explored.
     */
    @XenSource(
            value = "cpupool_unassign_cpu_start",
            file = "xen/common/sched/cpupool.c",
            commit = XenSource.AUGUST_2026)
    public final void cpupoolUnassignCpuStart(int cpu) {
        boolean flags = lock().lockIrqsave();
        cpuValid().store(cpuValid().load() & ~(1 << cpu));
        lock().unlockIrqrestore(flags);
    }

    /** The CPU belongs to the idle scheduler from here on. */
    @XenSource(value = "schedule_cpu_rm", file = "xen/common/sched/core.c", commit = XenSource.AUGUST_2026)
    public final void scheduleCpuRm(int cpu) {
        boolean flags = lock().lockIrqsave();
        ofThisScheduler.store(ofThisScheduler.load() & ~(1 << cpu));
        lock().unlockIrqrestore(flags);
        deinitPdata(cpu);
    }

    @XenSource(value = "csched2_deinit_pdata", file = "xen/common/sched/credit2.c", commit = XenSource.AUGUST_2026)
    private void deinitPdata(int cpu) {
        boolean flags = lock().lockIrqsave();
        idle().store(idle().load() & ~(1 << cpu));
        tickled().store(tickled().load() & ~(1 << cpu));
        hasLeft();
        lock().unlockIrqrestore(flags);
    }

    /** What the CPU was to run waits for another to schedule. */
    protected void hasLeft() {}

    /** Not in Xen: tells another idle CPU of what waits. */
    public static final class TicklesOnRemoval extends ShrinkingRunqueue2026 {
        public TicklesOnRemoval(Machine machine, Softirq softirq, Start start) {
            super(machine, softirq, start);
        }

        @Override
        @XenSource(value = "csched2_deinit_pdata", file = "xen/common/sched/credit2.c", commit = "not in Xen")
        protected void hasLeft() {
            if (runq().load() != 0) {
                runqTickle();
            }
        }
    }
}
