// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.sched.Schedule;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.sched.credit.CreditScheduler;
import org.wakeproof.sched.credit.CreditVcpu;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timers;

/** __runq_tickle as of April 2010: of the idle CPUs, only the first is told. */
public final class TicklesOneIdler extends CreditScheduler {
    public TicklesOneIdler(
            Machine machine, Softirq softirq, Timers timers, Vcpus vcpus, Schedule schedule, Accounting accounting) {
        super(machine, softirq, timers, vcpus, schedule, accounting);
    }

    @Override
    @XenSource(value = "__runq_tickle", file = "xen/common/sched_credit.c", commit = "e4434634c4")
    protected int tickleMask(int cpu, CreditVcpu cur, CreditVcpu svc) {
        int mask = super.tickleMask(cpu, cur, svc);
        int own = mask & 1 << cpu;
        return own | Integer.lowestOneBit(mask & ~own);
    }
}
