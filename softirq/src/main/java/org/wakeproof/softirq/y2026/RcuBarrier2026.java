// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.y2026;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;

/**
 * RCU as of 2026 with rcu_barrier, which waits until each CPU has run all callbacks that it has queued so far: each queues one
 * more, and waits until all of those have run.
 *
 * <p>Left out: several barriers at once, and the lock of the CPU maps.
 */
public class RcuBarrier2026 extends Rcu2026 {
    private static final int BARRIER_CALLBACK = 1;
    private static final int OTHER_CALLBACK = 2;

    /** Who has no callback. */
    public static final int NOBODY = -1;

    private final Word cpuCount;
    private final Word pendingCount;
    private final PerCpu<Word> barrierActive;
    private final Procedure actionRound;
    private final Procedure barrierRound;

    /** For one barrier, with no other callback than its own. */
    public static RcuBarrier2026 of(Machine machine) {
        return new RcuBarrier2026(machine, 1, NOBODY);
    }

    /**
     * With another callback, which is due, and does nothing that matters here.
     *
     * @param barriers how many there are at most, one after the other
     * @param cpu whose the other callback is, or {@link #NOBODY}
     */
    public RcuBarrier2026(Machine machine, int barriers, int cpu) {
        this(
                machine,
                barriers,
                cpu == NOBODY ? null : new Due(cpu, OTHER_CALLBACK),
                machine.word("cpu_count", machine.cpuCount(), 0));
    }

    private RcuBarrier2026(Machine machine, int barriers, Due due, Word cpuCount) {
        super(
                machine,
                // Each CPU's callback may need a batch of its own.
                barriers * machine.cpuCount() + (due == null ? 0 : 1),
                due == null ? BARRIER_CALLBACK : OTHER_CALLBACK,
                due,
                () -> cpuCount.addReturn(-1));
        this.cpuCount = cpuCount;
        this.pendingCount = machine.word("pending_count", machine.cpuCount() + 1, 0);
        this.barrierActive = machine.perCpu(cpu ->
                machine.word("rcu_data[" + cpu + "].barrier_active", 1, 0).ownedBy(cpu));
        this.actionRound = machine.function("rcu_barrier_action", this::actionRound);
        this.barrierRound = machine.function("rcu_barrier", this::barrierRound);
    }

    /** How many CPUs have not yet seen the end of the barrier, and one more; 0 where there is none. */
    public final Word pendingCount() {
        return pendingCount;
    }

    /** How many CPUs have not yet run their callback of the barrier; 0 where there is none. */
    public final Word cpuCount() {
        return cpuCount;
    }

    @Override
    @XenSource(value = "rcu_barrier_callback", file = FILE, commit = XenSource.AUGUST_2026)
    protected final void invoke(int head) {
        if (head == BARRIER_CALLBACK) {
            super.invoke(head);
        }
    }

    @Override
    @XenSource(value = "rcu_process_callbacks", file = FILE, commit = XenSource.AUGUST_2026)
    protected final void joinBarrier() {
        if (cpuCount.load() != 0 && barrierActive.own().load() == 0) {
            barrierActive.own().store(1);
            rcuBarrierAction();
            barrierActive.own().store(0);
        }
    }

    @XenSource(value = "rcu_barrier_action", file = FILE, commit = XenSource.AUGUST_2026)
    private void rcuBarrierAction() {
        callRcu(BARRIER_CALLBACK);
        actionRound.repeat();
        pendingCount.addReturn(-1);
    }

    @XenSource(value = "rcu_barrier_action", file = FILE, commit = XenSource.AUGUST_2026)
    private int actionRound() {
        if (cpuCount.load() == 0) {
            return Procedure.STOP;
        }
        softirq().processPendingSoftirqs();
        return Procedure.AGAIN;
    }

    @XenSource(value = "rcu_barrier", file = FILE, commit = XenSource.AUGUST_2026)
    public final void rcuBarrier() {
        int cpus = machine().cpuCount();
        pendingCount.compareExchange(0, cpus + 1);
        cpuCount.store(cpus);
        counted();
        softirq().cpumaskRaiseSoftirq((1 << cpus) - 1, softirq().rcuSoftirq());
        barrierRound.repeat();
        pendingCount.store(0);
    }

    /** cpu_count has been set, by a plain store, and RCU is to be raised: there is nothing in between. */
    @XenSource(value = "rcu_barrier", file = FILE, commit = XenSource.AUGUST_2026)
    protected void counted() {}

    @XenSource(value = "rcu_barrier", file = FILE, commit = XenSource.AUGUST_2026)
    private int barrierRound() {
        if (pendingCount.load() == 1) {
            return Procedure.STOP;
        }
        softirq().processPendingSoftirqs();
        return Procedure.AGAIN;
    }
}
