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

/** csched_schedule that says that its CPU idles before it looks for work at others. */
public final class IdlersSetBeforeSteal extends CreditScheduler {
    public IdlersSetBeforeSteal(
            Machine machine, Softirq softirq, Timers timers, Vcpus vcpus, Schedule schedule, Accounting accounting) {
        super(machine, softirq, timers, vcpus, schedule, accounting);
    }

    @Override
    @XenSource(value = "csched_schedule", file = "xen/common/sched_credit.c", commit = "changed")
    protected void beforeLoadBalance(int cpu, CreditVcpu own) {
        updateIdlers(cpu, own.pri().load() == CreditVcpu.PRI_IDLE);
    }
}
