// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched;

import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Timer;
import org.wakeproof.softirq.Timers;

/**
 * The ticker side of sched_credit.c. A clock tick is CSCHED_MSECS_PER_TICK.
 *
 * <p>Left out until there are guests: everything that csched_tick does for a vCPU that is not idle, the
 * sorting of run queues, and what csched_acct does when a domain is active. On a system of idle vCPUs
 * the originals do nothing there either: no weight is active and no queue holds more than the idle vCPU.
 */
public final class CreditScheduler {
    private static final String FILE = "xen/common/sched_credit.c";
    private static final int TICKS_PER_ACCT = 3;
    private static final int MASTER = 0;

    private final Timers timers;
    private final PerCpu<Timer> ticker;
    private final Timer masterTicker;

    /**
     * @param withMasterTicker whether the accounting timer runs; it wakes CPU0 every 30 ms
     */
    public CreditScheduler(Machine machine, Timers timers, boolean withMasterTicker) {
        this.timers = timers;
        this.ticker = machine.perCpu(cpu -> timers.initTimer("ticker" + cpu, cpu, this::cschedTick));
        this.masterTicker = withMasterTicker ? timers.initTimer("master_ticker", MASTER, this::cschedAcct) : null;
    }

    @XenSource(value = "csched_acct", file = FILE)
    private void cschedAcct() {
        timers.setTimer(masterTicker, Instant.nowPlus(TICKS_PER_ACCT));
    }

    @XenSource(value = "csched_tick", file = FILE)
    private void cschedTick() {
        timers.setTimer(ticker.own(), Instant.nowPlus(1));
    }

    /** The executing CPU's share of it: each CPU starts its own ticker while it boots, CPU0 the master ticker too. */
    @XenSource(value = "csched_start_tickers", file = FILE)
    public void cschedStartTickers(int cpu) {
        timers.setTimer(ticker.of(cpu), Instant.nowPlus(1));
        if (masterTicker != null && cpu == MASTER) {
            timers.setTimer(masterTicker, Instant.nowPlus(TICKS_PER_ACCT));
        }
    }

    @XenSource(value = "csched_tick_suspend", file = FILE)
    public void cschedTickSuspend() {
        timers.stopTimer(ticker.own());
    }

    /** The next multiple of 10 ms is one clock tick ahead. */
    @XenSource(value = "csched_tick_resume", file = FILE)
    public void cschedTickResume() {
        timers.setTimer(ticker.own(), Instant.nowPlus(1));
    }
}
