// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.y2026;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Timers;

/** rcu_idle_timer_handler that says that the timer is no longer set: not in Xen. */
public final class ForgetsFiredTimer extends RcuIdleTimer2026 {
    public ForgetsFiredTimer(Machine machine, Timers timers, int cpu) {
        super(machine, timers, cpu);
    }

    @Override
    @XenSource(value = "rcu_idle_timer_handler", file = "xen/common/rcupdate.c", commit = "not in Xen")
    protected void rcuIdleTimerHandler() {
        idleTimerActive().store(0);
    }
}
