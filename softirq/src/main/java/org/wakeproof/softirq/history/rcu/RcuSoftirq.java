// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.history.rcu;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/** do_softirq with its polling of RCU: once before each run of the softirqs that are pending, not before each of them. */
public final class RcuSoftirq extends Softirq {
    private final Rcu rcu;
    private final Procedure poll;
    private final Machine machine;

    public RcuSoftirq(Machine machine, Rcu rcu) {
        super(machine);
        this.machine = machine;
        this.rcu = rcu;
        this.poll = machine.function("do_softirq with RCU", this::round);
        rcu.open(this);
    }

    @Override
    @XenSource(value = "do_softirq", file = "xen/common/softirq.c", commit = Rcu.COMMIT)
    public void doSoftirq() {
        poll.repeat();
    }

    private int round() {
        if (rcu.rcuPending()) {
            raiseSoftirq(RCU);
        }
        if (softirqPending(machine.smpProcessorId()).load() == 0) {
            return Procedure.STOP;
        }
        super.doSoftirq();
        return Procedure.AGAIN;
    }
}
