// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.y2026;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.y2026.Rcu2026;

/**
 * Core scheduling as of 2026: all CPUs of a core meet before one of them decides for all, and again once they have switched.
 *
 * <p>Left out: what is decided, as one unit is there and goes on; forced context switches, tasklets, CPUs that leave their pool
 * or suspend, and the scheduler's timer.
 */
public class CoreRendezvous2026 {
    protected static final String FILE = "xen/common/sched/core.c";
    private static final int SWITCH = 0;
    private static final int COME_BACK = 1;

    private final Machine machine;
    private final CoreSoftirq2026 softirq;
    private final Rcu2026 rcu;
    private final SpinLock lock;
    private final Word rendezvousInCnt;
    private final Word rendezvousOutCnt;
    private final Procedure waitRound;

    /** Wires both softirqs. */
    public CoreRendezvous2026(Machine machine, CoreSoftirq2026 softirq, Rcu2026 rcu) {
        this.machine = machine;
        this.softirq = softirq;
        this.rcu = rcu;
        this.lock = machine.lock("schedule_lock");
        this.rendezvousInCnt =
                machine.word("rendezvous_in_cnt", machine.cpuCount(), 0).guardedBy(lock);
        this.rendezvousOutCnt = machine.word("rendezvous_out_cnt", machine.cpuCount() + 1, 0);
        this.waitRound = machine.function("sched_wait_rendezvous_in", (int previous) -> waitRound());
        softirq.openSoftirq(CoreSoftirq2026.SCHEDULE, this::schedule);
        softirq.openSoftirq(CoreSoftirq2026.SCHED_SLAVE, this::schedSlave);
    }

    /** How many CPUs have not come yet. */
    public final Word rendezvousInCnt() {
        return rendezvousInCnt;
    }

    @XenSource(value = "schedule", file = FILE, commit = XenSource.AUGUST_2026)
    private void schedule() {
        lock.lockIrq();
        if (rendezvousInCnt.load() != 0) {
            lock.unlockIrq();
            softirq.raiseSoftirq(CoreSoftirq2026.SCHEDULE);
            schedSlave();
            return;
        }
        rendezvousInCnt.store(machine.cpuCount());
        int others = (1 << machine.cpuCount()) - 1 & ~(1 << machine.smpProcessorId());
        softirq.cpumaskRaiseSoftirq(others, CoreSoftirq2026.SCHED_SLAVE);
        schedWaitRendezvousIn();
    }

    @XenSource(value = "sched_slave", file = FILE, commit = XenSource.AUGUST_2026)
    private void schedSlave() {
        lock.lockIrq();
        if (rendezvousInCnt.load() == 0) {
            lock.unlockIrq();
            return;
        }
        schedWaitRendezvousIn();
    }

    /** With what its callers do next. The lock is held, and dropped. */
    @XenSource(value = "sched_wait_rendezvous_in", file = FILE, commit = XenSource.AUGUST_2026)
    private void schedWaitRendezvousIn() {
        int left = rendezvousInCnt.load() - 1;
        rendezvousInCnt.store(left);
        if (left == 0) {
            rendezvousOutCnt.store(machine.cpuCount() + 1);
        } else if (waitRound.iterate(0) == -1 - COME_BACK) {
            return;
        }
        lock.unlockIrq();
        schedContextSwitched();
    }

    /** A round of the wait: 0 for another, negative at the end. */
    @XenSource(value = "sched_wait_rendezvous_in", file = FILE, commit = XenSource.AUGUST_2026)
    private int waitRound() {
        if (rendezvousInCnt.load() == 0) {
            return -1 - SWITCH;
        }
        if (mindsRcu()) {
            rendezvousInCnt.store(rendezvousInCnt.load() + 1);
            rendezvousOutCnt.store(0);
            lock.unlockIrq();
            softirq.raiseSoftirq(CoreSoftirq2026.SCHED_SLAVE);
            return -1 - COME_BACK;
        }
        lock.unlockIrq();
        lock.lockIrq();
        return 0;
    }

    /** Whether RCU waits for this CPU, which then comes back later. */
    @XenSource(value = "sched_wait_rendezvous_in", file = FILE, commit = XenSource.AUGUST_2026)
    protected boolean mindsRcu() {
        return rcu.rcuPending();
    }

    @XenSource(value = "sched_context_switched", file = FILE, commit = XenSource.AUGUST_2026)
    private void schedContextSwitched() {
        if (rendezvousOutCnt.load() == 0) {
            return;
        }
        if (rendezvousOutCnt.addReturn(-1) == 1) {
            rendezvousOutCnt.store(0);
        } else {
            rendezvousOutCnt.awaitValue(0);
        }
    }

    /** The wait of before core scheduling minded RCU: not in Xen. */
    public static final class ForgetsRcu extends CoreRendezvous2026 {
        public ForgetsRcu(Machine machine, CoreSoftirq2026 softirq, Rcu2026 rcu) {
            super(machine, softirq, rcu);
        }

        @Override
        @XenSource(value = "sched_wait_rendezvous_in", file = FILE, commit = "changed")
        protected boolean mindsRcu() {
            return false;
        }
    }
}
