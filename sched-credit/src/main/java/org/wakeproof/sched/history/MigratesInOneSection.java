// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.VcpuControl;
import org.wakeproof.sched.Vcpus;

/** Changing an affinity as of May 2018: the vCPU leaves its queue in the section in which it is marked. */
public final class MigratesInOneSection extends VcpuControl {
    public MigratesInOneSection(Machine machine, Vcpus vcpus) {
        super(machine, vcpus);
    }

    @Override
    @XenSource(value = "vcpu_migrate_start", file = "xen/common/schedule.c", commit = "9a36de177c")
    protected void startMigration(Vcpu v) {
        v.pauseFlags().setBit(Vcpu.VPF_MIGRATING);
        sleepLocked(v);
    }

    @Override
    @XenSource(value = "vcpu_migrate_finish", file = "xen/common/schedule.c", commit = "9a36de177c")
    protected void finishMigration(Vcpu v) {
        if (v.isRunning().load() == 0 && (v.pauseFlags().load() >>> Vcpu.VPF_MIGRATING & 1) != 0) {
            vcpuMigrate(v);
        }
    }
}
