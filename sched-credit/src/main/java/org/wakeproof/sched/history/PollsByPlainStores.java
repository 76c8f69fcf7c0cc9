// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history;

import org.wakeproof.machine.XenSource;
import org.wakeproof.sched.SchedOp;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.VcpuTimers;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.softirq.Softirq;

/** do_poll before September 2008: it announces itself by plain stores, which can wait while the ports are looked at. */
public final class PollsByPlainStores extends SchedOp {
    public PollsByPlainStores(Vcpus vcpus, Softirq softirq, VcpuTimers vcpuTimers) {
        super(vcpus, softirq, vcpuTimers);
    }

    @Override
    @XenSource(value = "do_poll", file = "xen/common/schedule.c", commit = "before ef4c6b079c")
    protected void announcePoll(Vcpu v) {
        v.pauseFlags().store(v.pauseFlags().load() | 1 << Vcpu.VPF_BLOCKED);
        v.pollEvtchn().store(POLLS_SEVERAL);
        v.domain().pollMask().store(v.domain().pollMask().load() | 1 << v.id());
    }
}
