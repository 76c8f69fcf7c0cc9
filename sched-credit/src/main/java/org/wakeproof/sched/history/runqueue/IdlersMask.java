// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history.runqueue;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/**
 * The credit scheduler as of April 2017: a run queue for each CPU, and a mask of idle CPUs that is guarded by no lock. A
 * wake-up at a busy CPU tells one of the mask and takes it out; that CPU looks for work at the busy ones.
 *
 * <p>Left out: that it only tries for their locks and gives up where one is taken, so that what is found here has
 * another cause; priorities, preemption and affinities.
 */
public class IdlersMask {
    static final String FILE = "xen/common/sched_credit.c";
    private static final String COMMIT = "47d5292995";

    private final Machine machine;
    private final Softirq softirq;
    private final Word idlers;
    private final PerCpu<SpinLock> scheduleLock;
    private final PerCpu<Word> runq;
    private final PerCpu<Word> busy;
    private final Procedure peer;
    private final Procedure tickleRound;

    /**
     * Wires it.
     *
     * @param idle the CPUs that idle at the start, and say so
     * @param working the CPUs that run somebody at the start
     */
    public IdlersMask(Machine machine, Softirq softirq, int idle, int working) {
        this.machine = machine;
        this.softirq = softirq;
        this.idlers = machine.cpuMask("csched_priv.idlers", idle);
        this.scheduleLock = machine.perCpu(cpu -> machine.lock("schedule_lock[" + cpu + "]"));
        this.runq =
                machine.perCpu(cpu -> machine.word("waiting at CPU" + cpu, 1, 0).writtenUnder(scheduleLock.of(cpu)));
        this.busy = machine.perCpu(cpu -> machine.word("CPU" + cpu + " runs a vCPU", 1, working >>> cpu & 1)
                .writtenBy(cpu));
        this.peer = machine.function("csched_load_balance peer", this::lookAtPeer);
        this.tickleRound = machine.function("__runq_tickle", this::tickleRound);
        softirq.openSoftirq(Softirq.SCHEDULE, this::cschedSchedule);
    }

    protected final Word idlers() {
        return idlers;
    }

    /** How many vCPUs wait at a CPU. */
    public final Word runq(int cpu) {
        return runq.of(cpu);
    }

    /** Whether a CPU runs a vCPU. */
    public final Word busy(int cpu) {
        return busy.of(cpu);
    }

    /** A vCPU is queued at the executing CPU, which runs another. */
    @XenSource(value = "csched_vcpu_wake", file = FILE, commit = COMMIT)
    public final void wake() {
        int cpu = machine.smpProcessorId();
        SpinLock lock = scheduleLock.of(cpu);
        boolean flags = lock.lockIrqsave();
        runq.of(cpu).store(1);
        tickleRound.repeat();
        lock.unlockIrqrestore(flags);
    }

    @XenSource(value = "__runq_tickle", file = FILE, commit = COMMIT)
    private int tickleRound() {
        int mask = idlers.load();
        if (mask == 0) {
            return Procedure.STOP;
        }
        int idler = Integer.numberOfTrailingZeros(mask);
        if (!claims(idler)) {
            return Procedure.AGAIN;
        }
        softirq.cpuRaiseSoftirq(idler, Softirq.SCHEDULE);
        return Procedure.STOP;
    }

    /** Says that a CPU no longer idles; whether the wake-up is to tell it. */
    protected boolean claims(int idler) {
        idlers.clearBit(idler);
        return true;
    }

    /** The vCPU that runs on the executing CPU blocks for ever. */
    public final void block() {
        busy.own().store(0);
        softirq.raiseSoftirq(Softirq.SCHEDULE);
    }

    @XenSource(value = "csched_schedule", file = FILE, commit = COMMIT)
    private void cschedSchedule() {
        if (busy.own().load() != 0) {
            return;
        }
        beforeLooking();
        boolean found = loadBalance();
        updateIdlers(!found);
        if (found) {
            busy.own().store(1);
        }
    }

    /** The executing CPU is about to look for work elsewhere. */
    protected void beforeLooking() {
        // It says that it idles once it has found nothing.
    }

    @XenSource(value = "csched_schedule", file = FILE, commit = COMMIT)
    protected final void updateIdlers(boolean idles) {
        int cpu = machine.smpProcessorId();
        boolean isIdler = (idlers.load() >>> cpu & 1) != 0;
        if (idles && !isIdler) {
            idlers.setBit(cpu);
        } else if (!idles && isIdler) {
            idlers.clearBit(cpu);
        }
    }

    @XenSource(value = "csched_load_balance", file = FILE, commit = COMMIT)
    private boolean loadBalance() {
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            if (cpu != machine.smpProcessorId() && peer.call(cpu) != 0) {
                return true;
            }
        }
        return false;
    }

    @XenSource(value = "csched_runq_steal", file = FILE, commit = COMMIT)
    private int lookAtPeer(int cpu) {
        SpinLock lock = scheduleLock.of(cpu);
        boolean flags = lock.lockIrqsave();
        int found = runq.of(cpu).load();
        if (found != 0) {
            runq.of(cpu).store(0);
        }
        lock.unlockIrqrestore(flags);
        return found;
    }
}
