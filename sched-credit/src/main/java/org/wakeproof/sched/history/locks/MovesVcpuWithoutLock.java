// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history.locks;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;

/** sched_move_domain before October 2013 takes no lock, and who has taken one finds it again by the vCPU's processor. */
public final class MovesVcpuWithoutLock extends DomainMove {
    private static final String COMMIT = "before ef55257bc8";

    public MovesVcpuWithoutLock(Machine machine) {
        super(machine);
    }

    @Override
    @XenSource(value = "vcpu_schedule_unlock", file = "xen/include/xen/sched-if.h", commit = COMMIT)
    protected void unlock(int taken) {
        lockOf(processor().load()).unlock();
    }

    @Override
    @XenSource(value = "sched_move_domain", file = FILE, commit = COMMIT)
    public void schedMoveDomain(int newCpu) {
        processor().store(newCpu);
    }
}
