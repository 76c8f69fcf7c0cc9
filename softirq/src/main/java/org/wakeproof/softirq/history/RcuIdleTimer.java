// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.history;

import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Timer;
import org.wakeproof.softirq.Timers;

/**
 * The timer that wakes an idle CPU which has RCU callbacks queued, as of October 2017, on one CPU.
 *
 * <p>Left out: callbacks and grace periods, so that the timer is always wanted.
 */
public class RcuIdleTimer {
    private static final String FILE = "xen/common/rcupdate.c";
    private static final String COMMIT = "9e0a3a2a91";
    private static final int PERIOD = 1;

    private final Timers timers;
    private final Timer idleTimer;
    private final Word idleTimerActive;
    private final Word handled;

    public RcuIdleTimer(Machine machine, Timers timers) {
        this.timers = timers;
        idleTimer = timers.initTimer("idle_timer", 0, this::rcuIdleTimerHandler);
        idleTimerActive = machine.word("idle_timer_active", 1, 0).ownedBy(0);
        handled = machine.word("rcu_idle_timer_handler ran", 1, 0).writtenBy(0);
    }

    /** Whether the handler has run. */
    public Word handled() {
        return handled;
    }

    /** Called when the CPU goes idle. */
    @XenSource(value = "rcu_idle_timer_start", file = FILE, commit = COMMIT)
    public void rcuIdleTimerStart() {
        timers.setTimer(idleTimer, Instant.nowPlus(PERIOD));
        idleTimerActive.store(1);
    }

    /** Called when the CPU leaves idle, before it looks for softirqs. */
    @XenSource(value = "rcu_idle_timer_stop", file = FILE, commit = COMMIT)
    public void rcuIdleTimerStop() {
        if (idleTimerActive.load() == 0) {
            return;
        }
        idleTimerActive.store(0);
        if (mayStop(idleTimer)) {
            timers.stopTimer(idleTimer);
        }
    }

    /** A timer that is over is what has woken the CPU: it is left to the TIMER softirq. */
    @XenSource(value = "rcu_idle_timer_stop", file = FILE, commit = COMMIT)
    protected boolean mayStop(Timer timer) {
        return !timers.timerIsExpired(timer);
    }

    /** Only counts, as the original at that time. */
    @XenSource(value = "rcu_idle_timer_handler", file = FILE, commit = COMMIT)
    private void rcuIdleTimerHandler() {
        handled.store(1);
    }
}
