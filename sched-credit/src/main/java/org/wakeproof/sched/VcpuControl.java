// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.XenSource;

/**
 * What schedule.c does to a vCPU from outside: puts it to sleep, wakes it, and moves it to another CPU.
 *
 * <p>Left out: sync_vcpu_execstate (nobody looks at the registers of a vCPU that sleeps), locked affinity, and that
 * an affinity without an online CPU is refused.
 */
public class VcpuControl {
    private static final String FILE = "xen/common/schedule.c";

    private final Machine machine;
    private final Vcpus vcpus;
    private Scheduler scheduler;
    private VcpuTimers vcpuTimers;
    private final Procedure runnable;
    private final Procedure lockRound;
    private final Procedure sleepNosync;
    private final Procedure sleepSyncRound;
    private final Procedure wake;
    private final Procedure unblock;
    private final Procedure migrate;
    private final Procedure forceReschedule;
    private final Procedure setAffinity;

    /** Wires the functions. */
    public VcpuControl(Machine machine, Vcpus vcpus) {
        this.machine = machine;
        this.vcpus = vcpus;
        this.runnable = machine.function("vcpu_runnable", (int v) -> vcpus.vcpuRunnable(vcpus.numbered(v)) ? 1 : 0);
        this.lockRound = machine.function("vcpu_schedule_lock", this::lockRound);
        this.sleepNosync = machine.procedure("vcpu_sleep_nosync", this::sleepNosync);
        this.sleepSyncRound = machine.function("vcpu_sleep_sync", this::sleepSyncRound);
        this.wake = machine.procedure("vcpu_wake", this::wake);
        this.unblock = machine.procedure("vcpu_unblock", this::unblock);
        this.migrate = machine.procedure("vcpu_migrate", this::migrate);
        this.forceReschedule = machine.procedure("vcpu_force_reschedule", this::forceReschedule);
        this.setAffinity = machine.function("vcpu_set_affinity", this::setAffinity);
    }

    void install(Scheduler hooks) {
        scheduler = hooks;
    }

    void install(VcpuTimers timers) {
        vcpuTimers = timers;
    }

    /** Whether a vCPU may run; why not is forgotten. */
    public boolean vcpuRunnable(Vcpu v) {
        return runnable.call(v.number()) != 0;
    }

    @XenSource(value = "vcpu_schedule_lock", file = "xen/include/xen/sched-if.h")
    private int lockRound(int number) {
        Vcpu v = vcpus.numbered(number);
        int cpu = v.processor().load();
        SpinLock lock = vcpus.scheduleLock().of(cpu);
        lock.lock();
        if (v.processor().load() == cpu) {
            return Procedure.STOP;
        }
        lock.unlock();
        return Procedure.AGAIN;
    }

    @XenSource(value = "vcpu_schedule_lock_irqsave", file = "xen/include/xen/sched-if.h")
    private boolean vcpuScheduleLockIrqsave(Vcpu v) {
        boolean flags = machine.cpu().saveInterrupts();
        lockRound.repeat(v.number());
        return flags;
    }

    @XenSource(value = "vcpu_schedule_unlock_irqrestore", file = "xen/include/xen/sched-if.h")
    private void vcpuScheduleUnlockIrqrestore(Vcpu v, boolean flags) {
        vcpus.scheduleLock().of(v.processor().load()).unlockIrqrestore(flags);
    }

    @XenSource(value = "vcpu_schedule_lock_irq", file = "xen/include/xen/sched-if.h")
    private void vcpuScheduleLockIrq(Vcpu v) {
        machine.cpu().disableInterrupts();
        lockRound.repeat(v.number());
    }

    @XenSource(value = "vcpu_schedule_unlock_irq", file = "xen/include/xen/sched-if.h")
    private void vcpuScheduleUnlockIrq(Vcpu v) {
        vcpus.scheduleLock().of(v.processor().load()).unlockIrq();
    }

    /** A change of what a vCPU does. Its processor's schedule_lock is held, or the cell's own rule is broken. */
    @XenSource(value = "vcpu_runstate_change", file = FILE)
    void vcpuRunstateChange(Vcpu v, int newState) {
        machine.bugOn(v.runstate().load() == newState, v, "changes to the runstate that it has already");
        v.runstate().store(newState);
    }

    /** Takes a vCPU that must not run from its run queue, or makes its CPU schedule; does not wait for that. */
    public void vcpuSleepNosync(Vcpu v) {
        sleepNosync.call(v.number());
    }

    @XenSource(value = "vcpu_sleep_nosync", file = FILE)
    private void sleepNosync(int number) {
        Vcpu v = vcpus.numbered(number);
        boolean flags = vcpuScheduleLockIrqsave(v);
        sleepLocked(v);
        vcpuScheduleUnlockIrqrestore(v, flags);
    }

    /** Its processor's schedule_lock is held. */
    @XenSource(value = "vcpu_sleep_nosync", file = FILE)
    protected final void sleepLocked(Vcpu v) {
        if (!vcpuRunnable(v)) {
            if (v.runstate().load() == Vcpu.RUNSTATE_RUNNABLE) {
                vcpuRunstateChange(v, Vcpu.RUNSTATE_OFFLINE);
            }
            scheduler.sleep(v.number());
        }
    }

    /** The same, and waits until no CPU runs it. */
    @XenSource(value = "vcpu_sleep_sync", file = FILE)
    public void vcpuSleepSync(Vcpu v) {
        vcpuSleepNosync(v);
        sleepSyncRound.repeat(v.number());
    }

    @XenSource(value = "vcpu_sleep_sync", file = FILE)
    private int sleepSyncRound(int number) {
        Vcpu v = vcpus.numbered(number);
        return !vcpuRunnable(v) && v.isRunning().load() != 0 ? Procedure.AGAIN : Procedure.STOP;
    }

    /** Queues a vCPU that may run, and tells the CPUs that might run it. */
    public void vcpuWake(Vcpu v) {
        wake.call(v.number());
    }

    @XenSource(value = "vcpu_wake", file = FILE)
    private void wake(int number) {
        Vcpu v = vcpus.numbered(number);
        boolean flags = vcpuScheduleLockIrqsave(v);
        if (vcpuRunnable(v)) {
            if (v.runstate().load() >= Vcpu.RUNSTATE_BLOCKED) {
                vcpuRunstateChange(v, Vcpu.RUNSTATE_RUNNABLE);
            }
            scheduler.wake(number);
        } else if ((v.pauseFlags().load() >>> Vcpu.VPF_BLOCKED & 1) == 0
                && v.runstate().load() == Vcpu.RUNSTATE_BLOCKED) {
            vcpuRunstateChange(v, Vcpu.RUNSTATE_OFFLINE);
        }
        vcpuScheduleUnlockIrqrestore(v, flags);
    }

    /** Ends a vCPU's block or poll. */
    public void vcpuUnblock(Vcpu v) {
        unblock.call(v.number());
    }

    @XenSource(value = "vcpu_unblock", file = FILE)
    private void unblock(int number) {
        Vcpu v = vcpus.numbered(number);
        if (!v.pauseFlags().testAndClearBit(Vcpu.VPF_BLOCKED)) {
            return;
        }
        if (v.pollEvtchn().load() != SchedOp.NO_POLL) {
            v.pollEvtchn().store(SchedOp.NO_POLL);
            // Cleared again, for it may have gone back to sleep on poll_mask in between.
            if (v.domain().pollMask().testAndClearBit(v.id())) {
                v.pauseFlags().clearBit(Vcpu.VPF_BLOCKED);
            }
        }
        vcpuWake(v);
    }

    /** Moves a vCPU that is marked as migrating to the CPU that the scheduler picks, unless it still runs. */
    protected final void vcpuMigrate(Vcpu v) {
        migrate.call(v.number());
    }

    @XenSource(value = "vcpu_migrate", file = FILE)
    private void migrate(int number) {
        Vcpu v = vcpus.numbered(number);
        boolean flags = vcpuScheduleLockIrqsave(v);
        if (v.isRunning().load() != 0 || !v.pauseFlags().testAndClearBit(Vcpu.VPF_MIGRATING)) {
            vcpuScheduleUnlockIrqrestore(v, flags);
            return;
        }
        int oldCpu = v.processor().load();
        v.processor().store(scheduler.pickCpu(number));
        vcpus.scheduleLock().of(oldCpu).unlockIrqrestore(flags);
        vcpuWake(v);
    }

    /** Makes a vCPU that runs go through the scheduler. */
    public void vcpuForceReschedule(Vcpu v) {
        forceReschedule.call(v.number());
    }

    @XenSource(value = "vcpu_force_reschedule", file = FILE)
    private void forceReschedule(int number) {
        Vcpu v = vcpus.numbered(number);
        vcpuScheduleLockIrq(v);
        if (v.isRunning().load() != 0) {
            v.pauseFlags().setBit(Vcpu.VPF_MIGRATING);
        }
        vcpuScheduleUnlockIrq(v);
        if ((v.pauseFlags().load() >>> Vcpu.VPF_MIGRATING & 1) != 0) {
            vcpuSleepNosync(v);
            vcpuMigrate(v);
        }
    }

    /** Changes where a vCPU may run: three critical sections, one after the other. */
    public void vcpuSetAffinity(Vcpu v, int affinity) {
        setAffinity.call(v.number(), affinity);
    }

    @XenSource(value = "__vcpu_set_affinity", file = FILE)
    private int setAffinity(int number, int affinity) {
        Vcpu v = vcpus.numbered(number);
        vcpuScheduleLockIrq(v);
        v.cpuAffinity().store(affinity);
        if ((affinity >>> v.processor().load() & 1) == 0) {
            startMigration(v);
        }
        vcpuScheduleUnlockIrq(v);
        if ((v.pauseFlags().load() >>> Vcpu.VPF_MIGRATING & 1) != 0) {
            finishMigration(v);
        }
        return 0;
    }

    /** In the critical section in which its affinity changes. */
    @XenSource(value = "__vcpu_set_affinity", file = FILE)
    protected void startMigration(Vcpu v) {
        v.pauseFlags().setBit(Vcpu.VPF_MIGRATING);
    }

    /** After it. */
    @XenSource(value = "__vcpu_set_affinity", file = FILE)
    protected void finishMigration(Vcpu v) {
        vcpuSleepNosync(v);
        vcpuMigrate(v);
    }

    /** Takes the vCPUs off the executing CPU, which is offline already; in stop_machine, so nobody else runs. */
    @XenSource(value = "cpu_disable_scheduler", file = FILE)
    public void cpuDisableScheduler() {
        int cpu = machine.smpProcessorId();
        for (Vcpu v : vcpus.ofGuests()) {
            if (v.cpuAffinity().load() == 1 << cpu) {
                v.cpuAffinity().store((1 << machine.cpuCount()) - 1);
            }
            if (vcpuTimers != null) {
                vcpuTimers.leave(cpu, v);
            }
            if (v.processor().load() == cpu) {
                v.pauseFlags().setBit(Vcpu.VPF_MIGRATING);
                vcpuSleepNosync(v);
                vcpuMigrate(v);
            }
        }
    }

    /** Keeps a vCPU from running, and waits until it does not. */
    @XenSource(value = "vcpu_pause", file = "xen/common/domain.c")
    public void vcpuPause(Vcpu v) {
        v.pauseCount().addReturn(1);
        vcpuSleepSync(v);
    }

    /** The same without waiting. */
    @XenSource(value = "vcpu_pause_nosync", file = "xen/common/domain.c")
    public void vcpuPauseNosync(Vcpu v) {
        v.pauseCount().addReturn(1);
        vcpuSleepNosync(v);
    }

    /** Undoes one pause. */
    @XenSource(value = "vcpu_unpause", file = "xen/common/domain.c")
    public void vcpuUnpause(Vcpu v) {
        if (v.pauseCount().addReturn(-1) == 0) {
            vcpuWake(v);
        }
    }
}
