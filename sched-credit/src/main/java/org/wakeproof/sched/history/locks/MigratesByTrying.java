// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history.locks;

import java.util.List;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.XenSource;

/** vcpu_migrate before the end of February 2011: it holds one lock, tries for the other, and starts again if that is taken. */
public final class MigratesByTrying extends VcpuMigration {
    private final Machine machine;

    public MigratesByTrying(Machine machine, List<Integer> affinity) {
        super(machine, affinity);
        this.machine = machine;
    }

    @Override
    protected void begin(int v) {
        // Each round finds out by itself.
    }

    @Override
    @XenSource(value = "vcpu_migrate", file = FILE, commit = "before 2e13a886e5")
    protected int round(int v) {
        machine.cpu().disableInterrupts();
        int oldCpu = processor(v).load();
        lockOf(oldCpu).lock();
        int target = pickCpu(v);
        boolean taken = lockOf(target).tryLock();
        if (taken) {
            moveTo(v, target);
            lockOf(target).unlock();
        }
        lockOf(oldCpu).unlockIrq();
        return taken ? Procedure.STOP : Procedure.AGAIN;
    }
}
