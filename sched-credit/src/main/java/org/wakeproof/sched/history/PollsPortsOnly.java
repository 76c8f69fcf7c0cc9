// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history;

import org.wakeproof.machine.XenSource;
import org.wakeproof.sched.SchedOp;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.VcpuTimers;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.softirq.Softirq;

/** do_poll before October 2008: an event on a port that is not listed does not keep it from sleeping. */
public final class PollsPortsOnly extends SchedOp {
    public PollsPortsOnly(Vcpus vcpus, Softirq softirq, VcpuTimers vcpuTimers) {
        super(vcpus, softirq, vcpuTimers);
    }

    @Override
    @XenSource(value = "do_poll", file = "xen/common/schedule.c", commit = "before 27b186a0db")
    protected boolean isReadyForPoll(Vcpu v, int... ports) {
        return isAnyPending(v, ports);
    }
}
