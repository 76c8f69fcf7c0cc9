// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.y2026;

import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Timer;
import org.wakeproof.softirq.Timers;

/**
 * The timer of one CPU that idles with an RCU callback queued, as of 2026.
 *
 * <p>Left out: the timers of other CPUs, and that the period grows and shrinks between 0.1 and 100 ms: it is one tick.
 */
public class RcuIdleTimer2026 {
    private static final String FILE = "xen/common/rcupdate.c";
    private static final int PERIOD = 1;

    private final Machine machine;
    private final Timers timers;
    private final Timer idleTimer;
    private final Word idleTimerActive;
    private final int cpu;

    /**
     * @param cpu whose timer it is
     */
    public RcuIdleTimer2026(Machine machine, Timers timers, int cpu) {
        this.machine = machine;
        this.timers = timers;
        this.cpu = cpu;
        idleTimer = timers.initTimer("idle_timer", cpu, this::rcuIdleTimerHandler);
        idleTimerActive = machine.word("idle_timer_active", 1, 0).ownedBy(cpu);
    }

    /** Whether the executing CPU believes that its timer is set. */
    final boolean isActive() {
        return machine.smpProcessorId() == cpu && idleTimerActive.load() != 0;
    }

    /** The CPU's belief. */
    protected final Word idleTimerActive() {
        return idleTimerActive;
    }

    /** The CPU idles, and has a callback queued. */
    @XenSource(value = "rcu_idle_timer_start", file = FILE, commit = XenSource.AUGUST_2026)
    final void rcuIdleTimerStart() {
        timers.setTimer(idleTimer, Instant.nowPlus(PERIOD));
        idleTimerActive.store(1);
    }

    /** The CPU has idled. */
    @XenSource(value = "rcu_idle_timer_stop", file = FILE, commit = XenSource.AUGUST_2026)
    final void rcuIdleTimerStop() {
        if (!isActive()) {
            return;
        }
        idleTimerActive.store(0);
        if (!timers.timerIsExpired(idleTimer)) {
            timers.stopTimer(idleTimer);
        }
    }

    /** Changes the period, and nothing else: whoever idles still believes that the timer is set. */
    @XenSource(value = "rcu_idle_timer_handler", file = FILE, commit = XenSource.AUGUST_2026)
    protected void rcuIdleTimerHandler() {}
}
