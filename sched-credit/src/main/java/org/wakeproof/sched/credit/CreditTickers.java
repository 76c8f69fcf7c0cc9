// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.credit;

import java.util.List;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.XenSource;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timer;
import org.wakeproof.softirq.Timers;

/**
 * The timers of the credit scheduler: each CPU's ticker, which is suspended while the CPU idles, and the master
 * ticker, which never is.
 *
 * <p>Left out: the count of ticks, which nobody reads.
 */
public final class CreditTickers {
    private static final String FILE = CreditScheduler.FILE;
    /** {@code CSCHED_MSECS_PER_TICK}, in nanoseconds. */
    static final long TICK = 10_000_000;

    private static final int TICKS_PER_TSLICE = 3;
    private static final int TICKS_PER_ACCT = 3;
    private static final int MASTER = 0;

    private final Machine machine;
    private final Softirq softirq;
    private final Timers timers;
    private final Vcpus vcpus;
    private final Parts parts;
    private final int tick;
    private final int accountingPeriod;
    private final int timeSlice;
    private final PerCpu<Timer> ticker;
    private final Timer masterTicker;
    private final Procedure accountRunning;

    /**
     * What a tick works on.
     *
     * @param books null where nothing is accounted
     */
    record Parts(List<CreditVcpu> svcs, RunQueues runq, CpuPick cpuPick, CreditAccounting books) {}

    CreditTickers(
            Machine machine,
            Softirq softirq,
            Timers timers,
            Vcpus vcpus,
            CreditScheduler.Accounting accounting,
            Parts parts) {
        this.machine = machine;
        this.softirq = softirq;
        this.timers = timers;
        this.vcpus = vcpus;
        this.parts = parts;
        this.tick = machine.clock().ticks(accounting.tick());
        this.accountingPeriod = machine.clock().ticks(accounting.tick() * TICKS_PER_ACCT);
        this.timeSlice = machine.clock().ticks(accounting.tick() * TICKS_PER_TSLICE);
        this.ticker = accounting.tickers()
                ? machine.perCpu(cpu -> accounting.watched()
                        ? timers.initWatchedTimer("ticker" + cpu, cpu, this::cschedTick)
                        : timers.initTimer("ticker" + cpu, cpu, this::cschedTick))
                : null;
        this.masterTicker =
                accounting.masterTicker() ? timers.initTimer("master_ticker", MASTER, this::cschedAcct) : null;
        this.accountRunning = machine.procedure("csched_tick running", this::accountRunning);
    }

    /** {@code CSCHED_MSECS_PER_TSLICE}, in ticks of the clock. */
    int timeSlice() {
        return timeSlice;
    }

    /** A CPU's ticker; null where there are none. */
    public Timer ticker(int cpu) {
        return ticker == null ? null : ticker.of(cpu);
    }

    /** A procedure of its own, so that the tick forgets which vCPU runs, and what it has. */
    @XenSource(value = "csched_tick", file = FILE)
    private void accountRunning(int cpu) {
        if (!vcpus.own().isIdle()) {
            cschedVcpuAcct(cpu);
        }
    }

    /** The running vCPU has used the CPU for a tick. */
    @XenSource(value = "csched_vcpu_acct", file = FILE)
    private void cschedVcpuAcct(int cpu) {
        Vcpu current = vcpus.own();
        CreditVcpu svc = parts.svcs.get(current.number());
        if (svc.pri().load() == CreditVcpu.PRI_TS_BOOST) {
            svc.pri().store(CreditVcpu.PRI_TS_UNDER);
        }
        svc.subCredit(CreditAccounting.CREDITS_PER_TICK);
        if (!parts.books.isActive(current)) {
            parts.books.vcpuAcctStart(current);
        } else if (parts.cpuPick.cschedCpuPick(current.number()) != cpu) {
            current.pauseFlags().setBit(Vcpu.VPF_MIGRATING);
            softirq.cpuRaiseSoftirq(cpu, Softirq.SCHEDULE);
        }
    }

    @XenSource(value = "csched_acct", file = FILE)
    private void cschedAcct() {
        if (parts.books != null) {
            parts.books.account();
        }
        timers.setTimer(masterTicker, Instant.nowPlus(accountingPeriod));
    }

    @XenSource(value = "csched_tick", file = FILE)
    private void cschedTick() {
        int cpu = machine.smpProcessorId();
        if (vcpus.hasGuests()) {
            accountRunning.call(cpu);
            parts.runq.cschedRunqSort(cpu);
        }
        timers.setTimer(ticker.own(), Instant.nowPlus(tick));
    }

    /** A CPU's share of it: each CPU starts its own ticker while it boots, CPU0 the master ticker too. */
    @XenSource(value = "csched_start_tickers", file = FILE)
    public void cschedStartTickers(int cpu) {
        if (ticker != null) {
            timers.setTimer(ticker.of(cpu), Instant.nowPlus(tick));
        }
        if (masterTicker != null && cpu == MASTER) {
            timers.setTimer(masterTicker, Instant.nowPlus(accountingPeriod));
        }
    }

    @XenSource(value = "csched_tick_suspend", file = FILE)
    void cschedTickSuspend() {
        if (ticker != null) {
            timers.stopTimer(ticker.own());
        }
    }

    @XenSource(value = "csched_tick_resume", file = FILE)
    void cschedTickResume() {
        if (ticker != null) {
            timers.setTimer(ticker.own(), Instant.nextMultiple(tick));
        }
    }
}
