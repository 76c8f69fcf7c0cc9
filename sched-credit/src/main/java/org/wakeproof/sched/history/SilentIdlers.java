// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.sched.Schedule;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.sched.credit.CreditScheduler;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timers;

/** A credit scheduler that never sets a bit in the idlers mask. */
public final class SilentIdlers extends CreditScheduler {
    public SilentIdlers(
            Machine machine,
            Softirq softirq,
            Timers timers,
            Vcpus vcpus,
            Schedule schedule,
            CreditScheduler.Accounting accounting) {
        super(machine, softirq, timers, vcpus, schedule, accounting);
    }

    @Override
    protected void updateIdlers(int cpu, boolean idles) {
        if (!idles) {
            super.updateIdlers(cpu, false);
        }
    }
}
