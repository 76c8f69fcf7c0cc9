// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history.locks;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;

/**
 * vcpu_migrate as of March 2011, where each CPU migrates the vCPU of its own number: both CPUs' locks are needed, but the
 * second CPU is known only under the first one's lock.
 *
 * <p>Left out: pools, vCPUs that still run, and waking the vCPU where it has come to.
 */
public class VcpuMigration {
    static final String FILE = "xen/common/schedule.c";
    private static final String COMMIT = "e1255ac77e";

    private final Machine machine;
    private final PerCpu<SpinLock> scheduleLock;
    private final List<Word> processor = new ArrayList<>();
    private final List<Word> migrating = new ArrayList<>();
    private final List<Word> lastPick = new ArrayList<>();
    private final List<Integer> affinity;
    private final PerCpu<Word> oldCpu;
    private final PerCpu<Word> newCpu;
    private final PerCpu<Word> pickCalled;
    private final Procedure round;

    /**
     * Makes the vCPUs, all of which are to migrate.
     *
     * @param affinity where each may go, one bit for each CPU
     */
    public VcpuMigration(Machine machine, List<Integer> affinity) {
        this.machine = machine;
        this.affinity = List.copyOf(affinity);
        this.scheduleLock =
                machine.perCpu(cpu -> machine.lock("schedule_lock[" + cpu + "]").tried());
        int last = machine.cpuCount() - 1;
        for (int v = 0; v < affinity.size(); v++) {
            String name = "v" + v;
            processor.add(machine.word(name + ".processor", last, v).shownAs(cpu -> "CPU" + cpu));
            migrating.add(machine.word(name + "._VPF_migrating", 1, 1));
            lastPick.add(machine.word(name + " last pick", last, v).guardedBy(processor.get(v), scheduleLock));
        }
        this.oldCpu = machine.perCpu(
                cpu -> machine.word("old_cpu", last, cpu).ownedBy(cpu).shownAs(to -> "CPU" + to));
        this.newCpu = machine.perCpu(
                cpu -> machine.word("new_cpu", last, cpu).ownedBy(cpu).shownAs(to -> "CPU" + to));
        this.pickCalled =
                machine.perCpu(cpu -> machine.word("pick_called", 1, 0).ownedBy(cpu));
        this.round = machine.function("vcpu_migrate", this::round);
    }

    /** Whether a vCPU is still to migrate. */
    public final Word migrating(int v) {
        return migrating.get(v);
    }

    protected final SpinLock lockOf(int cpu) {
        return scheduleLock.of(cpu);
    }

    protected final Word processor(int v) {
        return processor.get(v);
    }

    /** Migrates the vCPU of the executing CPU. */
    @XenSource(value = "vcpu_migrate", file = FILE, commit = COMMIT)
    public final void vcpuMigrate() {
        int v = machine.smpProcessorId();
        begin(v);
        round.repeat(v);
    }

    /** Which locks to begin with: those of the CPU that the vCPU has. */
    @XenSource(value = "vcpu_migrate", file = FILE, commit = COMMIT)
    protected void begin(int v) {
        int processor = processor(v).load();
        oldCpu.own().store(processor);
        newCpu.own().store(processor);
    }

    /**
     * One attempt; the lock of the lower address first. Where the vCPU has been moved before both locks were held, this
     * attempt picks nothing: its own CPU's lock is not among them.
     */
    @XenSource(value = "vcpu_migrate", file = FILE, commit = COMMIT)
    protected int round(int v) {
        int locked = oldCpu.own().load();
        int target = newCpu.own().load();
        lockBoth(locked, target);
        int now = processor.get(v).load();
        oldCpu.own().store(now);
        boolean suitable = false;
        if (now == locked) {
            suitable = isSuitable(v, target);
        } else {
            pickCalled.own().store(0);
        }
        if (suitable) {
            moveTo(v, target);
        }
        unlockBoth(locked, target);
        return suitable ? Procedure.STOP : Procedure.AGAIN;
    }

    private void lockBoth(int one, int other) {
        machine.cpu().disableInterrupts();
        lockOf(Math.min(one, other)).lock();
        if (one != other) {
            lockOf(Math.max(one, other)).lock();
        }
    }

    private void unlockBoth(int locked, int target) {
        if (locked != target) {
            lockOf(target).unlock();
        }
        lockOf(locked).unlockIrq();
    }

    /** What was picked in the last round stays picked, for its lock is held now. */
    @XenSource(value = "vcpu_migrate", file = FILE, commit = COMMIT)
    private boolean isSuitable(int v, int target) {
        if (keepsPick() && pickCalled.own().load() != 0 && (affinity.get(v) >>> target & 1) != 0) {
            return true;
        }
        int picked = pickCpu(v);
        newCpu.own().store(picked);
        if (picked == target) {
            return true;
        }
        pickCalled.own().store(1);
        return false;
    }

    /** Whether a CPU that has been picked is asked for again. */
    protected boolean keepsPick() {
        return true;
    }

    /** The scheduler's hook, which spreads the load: each time the next CPU. Its processor's lock is held. */
    @XenSource(value = "csched_cpu_pick", file = "xen/common/sched_credit.c", commit = COMMIT)
    protected final int pickCpu(int v) {
        int cpu = lastPick.get(v).load();
        do {
            cpu = (cpu + 1) % machine.cpuCount();
        } while ((affinity.get(v) >>> cpu & 1) == 0);
        lastPick.get(v).store(cpu);
        return cpu;
    }

    /** Both locks are held. */
    protected final void moveTo(int v, int target) {
        if (migrating.get(v).testAndClearBit(0)) {
            processor.get(v).store(target);
        }
    }
}
