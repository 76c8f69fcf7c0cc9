// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.sched.SchedOp;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.VcpuTimers;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.softirq.Softirq;

/** do_block with the fence of February 2021, which x86 does without: there a locked operation is one. */
public final class BlocksWithFence extends SchedOp {
    private final Machine machine;

    public BlocksWithFence(Machine machine, Vcpus vcpus, Softirq softirq, VcpuTimers vcpuTimers) {
        super(vcpus, softirq, vcpuTimers);
        this.machine = machine;
    }

    @Override
    @XenSource(value = "vcpu_block", file = "xen/common/sched/core.c", commit = "109e8177fd")
    protected void setBlocked(Vcpu v) {
        super.setBlocked(v);
        machine.fence();
    }
}
