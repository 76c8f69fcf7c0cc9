// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history.locks;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;

/**
 * A vCPU is woken while its domain moves to another pool, as of October 2013.
 *
 * <p>Left out: all that is done under the lock; timers and affinities that move as well.
 */
public class DomainMove {
    static final String FILE = "xen/common/schedule.c";
    private static final String COMMIT = "ef55257bc8";

    private final Machine machine;
    private final PerCpu<SpinLock> scheduleLock;
    private final Word processor;
    private final Procedure lockRound;

    /** Makes a vCPU that belongs to CPU0. */
    public DomainMove(Machine machine) {
        this.machine = machine;
        this.scheduleLock = machine.perCpu(cpu -> machine.lock("schedule_lock[" + cpu + "]"));
        this.processor = machine.word("v.processor", machine.cpuCount() - 1, 0).shownAs(cpu -> "CPU" + cpu);
        this.lockRound = machine.function("vcpu_schedule_lock", this::lockRound);
    }

    protected final Word processor() {
        return processor;
    }

    protected final SpinLock lockOf(int cpu) {
        return scheduleLock.of(cpu);
    }

    @XenSource(value = "vcpu_schedule_lock", file = "xen/include/xen/sched-if.h", commit = COMMIT)
    private int lockRound() {
        int cpu = processor.load();
        lockOf(cpu).lock();
        if (processor.load() == cpu) {
            return Procedure.STOP;
        }
        lockOf(cpu).unlock();
        return Procedure.AGAIN;
    }

    /** The vCPU is woken: its lock is taken, and let go of again. */
    @XenSource(value = "vcpu_wake", file = FILE, commit = COMMIT)
    public final void vcpuWake() {
        machine.cpu().disableInterrupts();
        lockRound.repeat();
        int taken = processor.load();
        unlock(taken);
        machine.cpu().enableInterrupts();
    }

    /** The lock that was taken is the one that is let go of. */
    @XenSource(value = "vcpu_schedule_unlock", file = "xen/include/xen/sched-if.h", commit = COMMIT)
    protected void unlock(int taken) {
        lockOf(taken).unlock();
    }

    /** Its domain moves. */
    @XenSource(value = "sched_move_domain", file = FILE, commit = COMMIT)
    public void schedMoveDomain(int newCpu) {
        machine.cpu().disableInterrupts();
        lockRound.repeat();
        int taken = processor.load();
        processor.store(newCpu);
        unlock(taken);
        machine.cpu().enableInterrupts();
    }
}
