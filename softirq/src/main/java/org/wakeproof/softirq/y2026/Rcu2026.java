// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.y2026;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;

/**
 * Read-copy-update as of 2026: callbacks that run once each CPU has been in a quiescent state, which it is whenever it does
 * softirqs, or idles. Nobody is interrupted for it; a CPU that idles with a callback queued sets itself a timer.
 *
 * <p>Left out: more than one callback at a time, so that it is run as soon as it is due; more batches than a system has
 * callbacks; rcu_barrier, which is {@link RcuBarrier2026}; the length of queues; CPUs that come and go; and the pretence of in_atomic.
 */
public class Rcu2026 {
    protected static final String FILE = "xen/common/rcupdate.c";

    private final Machine machine;
    private final Runnable callback;
    private final Word cur;
    private final Word completed;
    private final Word nextPending;
    private final SpinLock lock;
    private final Word cpumask;
    private final Word idleCpumask;
    private final PerCpu<Data> data;
    private final Procedure rcuPending;
    private final Procedure processCallbacks;
    private Softirq2026 softirq;
    private RcuIdleTimer2026 idleTimer;

    /** {@code struct rcu_data}: a CPU's own. The lists hold one callback, by its number, or none: 0. */
    private record Data(
            Word quiescbatch, Word qsPending, Word batch, Word nxtlist, Word curlist, Word processCallbacks) {}

    /**
     * What is due as the system starts: a callback whose batch, the first one, is over.
     *
     * @param cpu whose it is
     * @param callback its number
     */
    protected record Due(int cpu, int callback) {}

    /**
     * Makes the control block.
     *
     * @param batches how many batches there are at most
     * @param callback what the only callback does
     */
    public Rcu2026(Machine machine, int batches, Runnable callback) {
        this(machine, batches, 1, null, callback);
    }

    /**
     * With several callbacks, of which {@link #invoke} tells what each does.
     *
     * @param callbacks how many there are
     * @param due null where there is none, and no batch has begun
     */
    protected Rcu2026(Machine machine, int batches, int callbacks, Due due, Runnable callback) {
        this.machine = machine;
        this.callback = Machine.fixed(callback);
        this.lock = machine.lock("rcu_ctrlblk.lock");
        int over = due == null ? 0 : 1;
        this.cur = machine.word("rcu_ctrlblk.cur", batches, over).writtenUnder(lock);
        this.completed = machine.word("rcu_ctrlblk.completed", batches, over).writtenUnder(lock);
        this.nextPending = machine.word("rcu_ctrlblk.next_pending", 1, 0).writtenUnder(lock);
        this.cpumask =
                machine.cpuMask("rcu_ctrlblk.cpumask", 0).writtenUnder(lock).notable();
        this.idleCpumask = machine.cpuMask("rcu_ctrlblk.idle_cpumask", 0);
        this.data = machine.perCpu(cpu -> data(cpu, batches, callbacks, due));
        this.rcuPending = machine.function("rcu_pending", () -> isPending() ? 1 : 0);
        this.processCallbacks = machine.procedure("__rcu_process_callbacks", this::processCallbacks);
    }

    private Data data(int cpu, int batches, int callbacks, Due due) {
        int head = due != null && due.cpu == cpu ? due.callback : 0;
        return new Data(
                own("quiescbatch", cpu, batches, due == null ? 0 : 1),
                own("qs_pending", cpu, 1, 0),
                own("batch", cpu, batches, head == 0 ? 0 : 1),
                own("nxtlist", cpu, callbacks, 0),
                machine.word("rcu_data[" + cpu + "].curlist", callbacks, head).writtenBy(cpu),
                own("process_callbacks", cpu, 1, 0));
    }

    private Word own(String field, int cpu, int max, int first) {
        return machine.word("rcu_data[" + cpu + "]." + field, max, first).ownedBy(cpu);
    }

    /** Wires the softirq; each of its rounds polls RCU then. */
    public final void open(Softirq2026 wired) {
        softirq = wired;
        wired.polls(this);
        wired.openSoftirq(wired.rcuSoftirq(), this::rcuProcessCallbacks);
    }

    /** Wires the timers of CPUs that idle with a callback. */
    public final void with(RcuIdleTimer2026 wired) {
        idleTimer = wired;
    }

    /** The batch that CPUs are waited for, or the last one. */
    public final Word cur() {
        return cur;
    }

    /** The last batch that is over. */
    public final Word completed() {
        return completed;
    }

    /** The CPUs that idle, as far as RCU knows. */
    public final Word idleCpumask() {
        return idleCpumask;
    }

    /** The CPUs that the batch still waits for. */
    public final Word cpumask() {
        return cpumask;
    }

    /** A CPU's callbacks that wait for a batch to be over. */
    public final Word curlist(int cpu) {
        return data.of(cpu).curlist;
    }

    /** Queues the callback. */
    public final void callRcu() {
        callRcu(1);
    }

    /** Queues one of several; none may wait for a batch to begin yet. */
    @XenSource(value = "call_rcu", file = FILE, commit = XenSource.AUGUST_2026)
    protected final void callRcu(int head) {
        boolean flags = machine.cpu().saveInterrupts();
        data.own().nxtlist.store(head);
        machine.cpu().restoreInterrupts(flags);
    }

    @XenSource(value = "rcu_process_callbacks", file = FILE, commit = XenSource.AUGUST_2026)
    private void rcuProcessCallbacks() {
        Data rdp = data.own();
        if (rdp.processCallbacks.load() != 0) {
            rdp.processCallbacks.store(0);
            processCallbacks.call();
        }
        joinBarrier();
    }

    /** There is no barrier to join. */
    protected void joinBarrier() {}

    @XenSource(value = "__rcu_process_callbacks", file = FILE, commit = XenSource.AUGUST_2026)
    private void processCallbacks() {
        Data rdp = data.own();
        int done = rdp.curlist.load();
        if (done != 0 && completed.load() >= rdp.batch.load()) {
            rdp.curlist.store(0);
        } else {
            done = 0;
        }
        machine.cpu().disableInterrupts();
        int next = rdp.nxtlist.load();
        if (next != 0 && rdp.curlist.load() == 0) {
            rdp.curlist.store(next);
            rdp.nxtlist.store(0);
            machine.cpu().enableInterrupts();
            rdp.batch.store(cur.load() + 1);
            if (nextPending.load() == 0) {
                lock.lock();
                nextPending.store(1);
                rcuStartBatch();
                lock.unlock();
            }
        } else {
            machine.cpu().enableInterrupts();
        }
        rcuCheckQuiescentState(rdp);
        if (done != 0) {
            invoke(done);
        }
    }

    /** Runs a callback, by its number: there is one. */
    protected void invoke(int head) {
        callback.run();
    }

    /** The lock is held. */
    @XenSource(value = "rcu_start_batch", file = FILE, commit = XenSource.AUGUST_2026)
    private void rcuStartBatch() {
        if (nextPending.load() != 0 && completed.load() == cur.load()) {
            nextPending.store(0);
            cur.store(cur.load() + 1);
            machine.fence();
            cpumask.store((1 << machine.cpuCount()) - 1 & ~idleCpus());
        }
    }

    protected final Softirq2026 softirq() {
        return softirq;
    }

    protected final Machine machine() {
        return machine;
    }

    /** An interrupt begins: RCU is not told, even where the CPU counts as idle. */
    protected int irqEnter() {
        return 0;
    }

    /** It ends. */
    protected void irqExit(int entered) {}

    /** What an interrupt's handler does, as RCU sees it. */
    public final void inInterrupt(Runnable handler) {
        int entered = irqEnter();
        handler.run();
        irqExit(entered);
    }

    /** A softirq's handler begins: RCU is not told, even where the CPU counts as idle, as behind rcu_idle_enter it does. */
    protected int softirqEnter() {
        return 0;
    }

    /** What a softirq's handler does, as RCU sees it. */
    public final void inSoftirq(Runnable handler) {
        int entered = softirqEnter();
        handler.run();
        irqExit(entered);
    }

    /** Who need not be waited for. */
    @XenSource(value = "rcu_start_batch", file = FILE, commit = XenSource.AUGUST_2026)
    protected int idleCpus() {
        return idleCpumask.load();
    }

    @XenSource(value = "rcu_check_quiescent_state", file = FILE, commit = XenSource.AUGUST_2026)
    private void rcuCheckQuiescentState(Data rdp) {
        int batch = cur.load();
        if (rdp.quiescbatch.load() != batch) {
            rdp.qsPending.store(1);
            // As C reads cur twice, and has no lock either.
            rdp.quiescbatch.store(cur.load());
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

    @XenSource(value = "cpu_quiet", file = FILE, commit = XenSource.AUGUST_2026)
    private void cpuQuiet() {
        int left = cpumask.load() & ~(1 << machine.smpProcessorId());
        cpumask.store(left);
        if (left == 0) {
            completed.store(cur.load());
            rcuStartBatch();
        }
    }

    /** Whether the executing CPU has something to do for it. */
    @XenSource(value = "rcu_pending", file = FILE, commit = XenSource.AUGUST_2026)
    public final boolean rcuPending() {
        return rcuPending.call() != 0;
    }

    @XenSource(value = "__rcu_pending", file = FILE, commit = XenSource.AUGUST_2026)
    private boolean isPending() {
        Data rdp = data.own();
        if (rdp.curlist.load() != 0 && completed.load() >= rdp.batch.load()) {
            return true;
        }
        if (rdp.curlist.load() == 0 && rdp.nxtlist.load() != 0) {
            return true;
        }
        return rdp.quiescbatch.load() != cur.load() || rdp.qsPending.load() != 0;
    }

    /** Has the executing CPU do it. */
    @XenSource(value = "rcu_check_callbacks", file = FILE, commit = XenSource.AUGUST_2026)
    public final void rcuCheckCallbacks() {
        data.own().processCallbacks.store(1);
        softirq.raiseSoftirq(softirq.rcuSoftirq());
    }

    /** Whether the executing CPU must not sleep, for nobody would wake it when its callback is due. */
    @XenSource(value = "rcu_needs_cpu", file = FILE, commit = XenSource.AUGUST_2026)
    public final boolean rcuNeedsCpu() {
        return data.own().curlist.load() != 0 && !isTimerActive() || rcuPending();
    }

    private boolean isTimerActive() {
        return idleTimer != null && idleTimer.isActive();
    }

    /** The executing CPU is about to idle. */
    @XenSource(value = "rcu_idle_enter", file = FILE, commit = XenSource.AUGUST_2026)
    public final void rcuIdleEnter() {
        enterIdleCpumask();
        machine.fence();
        if (idleTimer != null && data.own().curlist.load() != 0) {
            idleTimer.rcuIdleTimerStart();
        }
    }

    /** It has idled. */
    @XenSource(value = "rcu_idle_exit", file = FILE, commit = XenSource.AUGUST_2026)
    public final void rcuIdleExit() {
        if (idleTimer != null) {
            idleTimer.rcuIdleTimerStop();
        }
        leaveIdleCpumask();
    }

    @XenSource(value = "rcu_idle_enter", file = FILE, commit = XenSource.AUGUST_2026)
    protected void enterIdleCpumask() {
        idleCpumask.setBit(machine.smpProcessorId());
    }

    /** A locked operation on x86. */
    @XenSource(value = "rcu_idle_exit", file = FILE, commit = XenSource.AUGUST_2026)
    protected void leaveIdleCpumask() {
        idleCpumask.clearBit(machine.smpProcessorId());
    }
}
