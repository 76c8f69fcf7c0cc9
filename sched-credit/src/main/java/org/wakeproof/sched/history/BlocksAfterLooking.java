// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history;

import org.wakeproof.machine.XenSource;
import org.wakeproof.sched.SchedOp;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.softirq.Softirq;

/** do_block with its two halves exchanged: it looks for events, and only then says that it is blocked. */
public final class BlocksAfterLooking extends SchedOp {
    private final Vcpus vcpus;
    private final Softirq softirq;

    public BlocksAfterLooking(Vcpus vcpus, Softirq softirq) {
        super(vcpus, softirq, null);
        this.vcpus = vcpus;
        this.softirq = softirq;
    }

    @Override
    @XenSource(value = "do_block", file = "xen/common/schedule.c", commit = "changed")
    public void doBlock() {
        Vcpu v = vcpus.own();
        v.evtchnUpcallMask().store(0);
        if (localEventsNeedDelivery(v)) {
            return;
        }
        v.pauseFlags().setBit(Vcpu.VPF_BLOCKED);
        softirq.raiseSoftirq(Softirq.SCHEDULE);
    }
}
