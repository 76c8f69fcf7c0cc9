// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Timer;
import org.wakeproof.softirq.Timers;

/** rcu_idle_timer_stop before October 2017: it stops the very timer that has woken the CPU, and whose turn comes next. */
public final class StopsExpiredTimer extends RcuIdleTimer {
    public StopsExpiredTimer(Machine machine, Timers timers) {
        super(machine, timers);
    }

    @Override
    @XenSource(value = "rcu_idle_timer_stop", file = "xen/common/rcupdate.c", commit = "before 9e0a3a2a91")
    protected boolean mayStop(Timer timer) {
        return true;
    }
}
