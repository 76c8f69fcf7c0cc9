// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.sched.Schedule;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.sched.credit.CreditScheduler;
import org.wakeproof.sched.credit.CreditVcpu;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timers;

/**
 * __runq_tickle as of December 2012: an idle CPU that can run the vCPU that wakes spares the one that runs; if there is
 * none, that one is asked to migrate, which tickles an idle CPU for it.
 */
public final class TicklesForThePreempted extends CreditScheduler {
    public TicklesForThePreempted(
            Machine machine, Softirq softirq, Timers timers, Vcpus vcpus, Schedule schedule, Accounting accounting) {
        super(machine, softirq, timers, vcpus, schedule, accounting);
    }

    @Override
    @XenSource(value = "__runq_tickle", file = "xen/common/sched_credit.c", commit = "ebce2d836c")
    protected int tickleMask(int cpu, CreditVcpu cur, CreditVcpu svc) {
        boolean idlersEmpty = idlers().load() == 0;
        if (cur.pri().load() == CreditVcpu.PRI_IDLE
                || idlersEmpty && svc.pri().load() > cur.pri().load()) {
            return 1 << cpu;
        }
        if (idlersEmpty) {
            return 0;
        }
        int idleMask = idlers().load() & svc.vcpu().cpuAffinity().load();
        if (idleMask == 0 && svc.pri().load() > cur.pri().load()) {
            cur.vcpu().pauseFlags().setBit(Vcpu.VPF_MIGRATING);
            return 1 << cpu;
        }
        return idleMask;
    }
}
