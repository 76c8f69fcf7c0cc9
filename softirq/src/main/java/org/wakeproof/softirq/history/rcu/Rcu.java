// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.history.rcu;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/**
 * Read-copy-update as of August 2017: callbacks that run once each CPU has been in a quiescent state, which it is whenever it
 * does softirqs. Nobody is interrupted for it.
 *
 * <p>Left out: more than one callback at a time, more batches than a system has callbacks, readers, and CPUs that come
 * and go.
 */
public class Rcu {
    private static final String FILE = "xen/common/rcupdate.c";
    static final String COMMIT = "6e7f6155b8";

    private final Machine machine;
    private final Word cur;
    private final Word completed;
    private final Word nextPending;
    private final SpinLock lock;
    private final Word cpumask;
    private final Word idleCpumask;
    private final PerCpu<Data> data;

    /** {@code struct rcu_data}: a CPU's own. The lists hold one callback or none. */
    private record Data(Word quiescbatch, Word qsPending, Word batch, Word nxtlist, Word curlist) {}

    /**
     * Makes the control block.
     *
     * @param batches how many batches there are at most
     */
    public Rcu(Machine machine, int batches) {
        this.machine = machine;
        this.lock = machine.lock("rcu_ctrlblk.lock");
        this.cur = machine.word("rcu_ctrlblk.cur", batches, 0).writtenUnder(lock);
        this.completed = machine.word("rcu_ctrlblk.completed", batches, 0).writtenUnder(lock);
        this.nextPending = machine.word("rcu_ctrlblk.next_pending", 1, 0).writtenUnder(lock);
        this.cpumask = machine.cpuMask("rcu_ctrlblk.cpumask", 0).guardedBy(lock).notable();
        this.idleCpumask = machine.cpuMask("rcu_ctrlblk.idle_cpumask", 0);
        this.data = machine.perCpu(cpu -> new Data(
                own("quiescbatch", cpu, batches),
                own("qs_pending", cpu, 1),
                own("batch", cpu, batches),
                own("nxtlist", cpu, 1),
                machine.word("rcu_data[" + cpu + "].curlist", 1, 0).writtenBy(cpu)));
    }

    private Word own(String field, int cpu, int max) {
        return machine.word("rcu_data[" + cpu + "]." + field, max, 0).ownedBy(cpu);
    }

    /** The batch that CPUs are waited for, or the last one. */
    public final Word cur() {
        return cur;
    }

    /** The last batch that is over. */
    public final Word completed() {
        return completed;
    }

    /** A CPU's callbacks that wait for a batch to be over. */
    public final Word curlist(int cpu) {
        return data.of(cpu).curlist;
    }

    /** Wires the softirq. */
    public final void open(Softirq softirq) {
        softirq.openSoftirq(Softirq.RCU, this::processCallbacks);
    }

    /** Queues a callback. */
    @XenSource(value = "call_rcu", file = FILE, commit = COMMIT)
    public final void callRcu() {
        data.own().nxtlist.store(1);
    }

    /** Whether the executing CPU has something to do for it. */
    @XenSource(value = "rcu_pending", file = FILE, commit = COMMIT)
    public final boolean rcuPending() {
        Data rdp = data.own();
        if (rdp.curlist.load() != 0 && completed.load() >= rdp.batch.load()) {
            return true;
        }
        if (rdp.curlist.load() == 0 && rdp.nxtlist.load() != 0) {
            return true;
        }
        return rdp.quiescbatch.load() != cur.load() || rdp.qsPending.load() != 0;
    }

    /** Whether the executing CPU must not sleep, for nobody would wake it when its callbacks are due. */
    @XenSource(value = "rcu_needs_cpu", file = FILE, commit = COMMIT)
    public boolean rcuNeedsCpu() {
        return data.own().curlist.load() != 0 || rcuPending();
    }

    @XenSource(value = "rcu_process_callbacks", file = FILE, commit = COMMIT)
    private void processCallbacks() {
        Data rdp = data.own();
        if (rdp.curlist.load() != 0 && completed.load() >= rdp.batch.load()) {
            // They are run at once.
            rdp.curlist.store(0);
        }
        if (rdp.nxtlist.load() != 0 && rdp.curlist.load() == 0) {
            rdp.curlist.store(1);
            rdp.nxtlist.store(0);
            rdp.batch.store(cur.load() + 1);
            if (nextPending.load() == 0) {
                lock.lock();
                nextPending.store(1);
                startBatch();
                lock.unlock();
            }
        }
        checkQuiescentState(rdp);
    }

    /** The lock is held. */
    @XenSource(value = "rcu_start_batch", file = FILE, commit = COMMIT)
    private void startBatch() {
        if (nextPending.load() != 0 && completed.load() == cur.load()) {
            nextPending.store(0);
            cur.store(cur.load() + 1);
            fenceBeforeIdleCpus();
            cpumask.store((1 << machine.cpuCount()) - 1 & ~idleCpus());
        }
    }

    /** A CPU that idles sees the new batch, or is seen to idle. */
    protected void fenceBeforeIdleCpus() {
        machine.fence();
    }

    /** Who need not be waited for. */
    protected int idleCpus() {
        return idleCpumask.load();
    }

    @XenSource(value = "rcu_check_quiescent_state", file = FILE, commit = COMMIT)
    private void checkQuiescentState(Data rdp) {
        int batch = cur.load();
        if (rdp.quiescbatch.load() != batch) {
            rdp.qsPending.store(1);
            rdp.quiescbatch.store(batch);
            return;
        }
        if (rdp.qsPending.load() == 0) {
            return;
        }
        rdp.qsPending.store(0);
        lock.lock();
        if (rdp.quiescbatch.load() == cur.load()) {
            cpuQuiet();
        }
        lock.unlock();
    }

    @XenSource(value = "cpu_quiet", file = FILE, commit = COMMIT)
    private void cpuQuiet() {
        int left = cpumask.load() & ~(1 << machine.smpProcessorId());
        cpumask.store(left);
        if (left == 0) {
            completed.store(cur.load());
            startBatch();
        }
    }

    /** The executing CPU is about to idle. */
    @XenSource(value = "rcu_idle_enter", file = FILE, commit = COMMIT)
    public final void rcuIdleEnter() {
        idleCpumask.setBit(machine.smpProcessorId());
        machine.fence();
    }

    /** It has idled. */
    @XenSource(value = "rcu_idle_exit", file = FILE, commit = COMMIT)
    public final void rcuIdleExit() {
        idleCpumask.clearBit(machine.smpProcessorId());
    }
}
