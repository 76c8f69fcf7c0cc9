// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history;

import org.wakeproof.machine.XenSource;
import org.wakeproof.sched.SchedOp;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.VcpuTimers;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.softirq.Softirq;

/** do_block whose flag is a plain store: it can wait in the store buffer while the events are looked at. */
public final class BlocksByPlainStore extends SchedOp {
    public BlocksByPlainStore(Vcpus vcpus, Softirq softirq, VcpuTimers vcpuTimers) {
        super(vcpus, softirq, vcpuTimers);
    }

    @Override
    @XenSource(value = "do_block", file = "xen/common/schedule.c", commit = "changed")
    protected void setBlocked(Vcpu v) {
        v.pauseFlags().store(v.pauseFlags().load() | 1 << Vcpu.VPF_BLOCKED);
    }
}
