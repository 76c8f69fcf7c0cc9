// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.history.rcu.Rcu;

/**
 * Arm's idle function as of August 2017, which tells RCU that the CPU idles.
 *
 * <p>Left out: the suspension of the scheduler's tick, tasklets, and CPUs that go offline.
 */
public final class IdlesWithRcu {
    private static final String FILE = "xen/arch/arm/domain.c";
    private static final String COMMIT = "6e7f6155b8";

    private final Machine machine;
    private final Softirq softirq;
    private final Rcu rcu;

    public IdlesWithRcu(Machine machine, Softirq softirq, Rcu rcu) {
        this.machine = machine;
        this.softirq = softirq;
        this.rcu = rcu;
    }

    /** Sleeps until an interrupt, unless there is something to do. */
    @XenSource(value = "do_idle", file = FILE, commit = COMMIT)
    public void doIdle() {
        rcu.rcuIdleEnter();
        softirq.doSoftirq();
        machine.cpu().disableInterrupts();
        if (!rcu.rcuNeedsCpu()
                && softirq.softirqPending(machine.smpProcessorId()).load() == 0) {
            machine.cpu().sleep(SleepState.C1_HALT);
        } else {
            machine.cpu().enableInterrupts();
        }
        rcu.rcuIdleExit();
    }
}
