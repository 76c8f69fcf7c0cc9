// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.credit;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.sched.Schedule;
import org.wakeproof.sched.Scheduler;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.softirq.Cpumask;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timers;

/**
 * The credit scheduler: which vCPU a CPU runs next, and which CPUs are told of a vCPU that wakes.
 *
 * <p>Left out: statistics, checks of debug builds, and changing weights and caps while the system runs.
 */
public class CreditScheduler implements Scheduler {
    static final String FILE = "xen/common/sched_credit.c";
    private static final int NOBODY = -1;

    private final Machine machine;
    private final Softirq softirq;
    private final Vcpus vcpus;
    private final Schedule schedule;
    private final Word idlers;
    private final List<CreditVcpu> svcs = new ArrayList<>();
    private final RunQueues runq;
    private final CpuPick cpuPick;
    private final CreditTickers tickers;
    private final CreditAccounting books;
    private final Procedure cschedSchedule;
    private final Procedure tickle;
    private final Procedure loadBalance;
    private final Procedure peer;

    /**
     * What is accounted, and what the domains are worth.
     *
     * @param tickers whether each CPU has its ticker
     * @param watched whether all may see if a ticker is active, which costs states
     * @param masterTicker whether the accounting timer runs
     * @param tick how long a tick is, in nanoseconds; a slice and what is accounted at a time are three
     * @param domains weight and cap by domain; those not given have the default weight and no cap
     */
    public record Accounting(
            boolean tickers, boolean watched, boolean masterTicker, long tick, List<CreditDomain.Worth> domains) {
        /** With Xen's tick of 10 ms ({@code CSCHED_MSECS_PER_TICK}). */
        public Accounting(boolean tickers, boolean watched, boolean masterTicker, List<CreditDomain.Worth> domains) {
            this(tickers, watched, masterTicker, CreditTickers.TICK, domains);
        }
    }

    /** Wires the scheduler, its run queues and its tickers. */
    public CreditScheduler(
            Machine machine, Softirq softirq, Timers timers, Vcpus vcpus, Schedule schedule, Accounting accounting) {
        this.machine = machine;
        this.softirq = softirq;
        this.vcpus = vcpus;
        this.schedule = schedule;
        int idle = 0;
        for (Vcpu vcpu : vcpus.all()) {
            if (vcpu.isIdle() && vcpu.start() == Vcpu.Start.RUNNING) {
                idle |= 1 << vcpu.number();
            }
        }
        this.idlers = machine.cpuMask("csched_priv.idlers", idle);
        boolean accounted = vcpus.hasGuests() && (accounting.tickers || accounting.masterTicker);
        int floor = CreditAccounting.floor(vcpus.ofGuests().size(), accounting.domains);
        for (Vcpu vcpu : vcpus.all()) {
            svcs.add(new CreditVcpu(machine, vcpu, accounted, floor, vcpus.scheduleLock()));
        }
        Word stale = accounted ? machine.cpuMask("runq_sort", 0) : null;
        this.runq = new RunQueues(machine, vcpus, svcs, stale);
        this.cpuPick = new CpuPick(machine, vcpus, idlers);
        this.books = accounted
                ? new CreditAccounting(machine, vcpus, schedule.control(), svcs, accounting.domains, stale)
                : null;
        this.tickers = new CreditTickers(
                machine, softirq, timers, vcpus, accounting, new CreditTickers.Parts(svcs, runq, cpuPick, books));
        this.cschedSchedule = machine.function("csched_schedule", this::cschedSchedule);
        this.tickle = machine.function("__runq_tickle", this::runqTickle);
        this.loadBalance = machine.function("csched_load_balance", this::loadBalance);
        this.peer = machine.function("csched_load_balance peer", this::lookAtPeer);
    }

    RunQueues runQueues() {
        return runq;
    }

    /** Null where nothing is accounted. */
    CreditAccounting books() {
        return books;
    }

    CreditVcpu svc(int vcpu) {
        return svcs.get(vcpu);
    }

    /** The ticker timers. */
    public CreditTickers tickers() {
        return tickers;
    }

    /** The CPUs that idle, one bit each: no lock, locked bit operations. */
    public Word idlers() {
        return idlers;
    }

    /** The word that says what follows in a run queue, for properties: of a vCPU, or of a CPU's queue itself. */
    public Word runqNext(int element) {
        return runq.nextWord(element);
    }

    @Override
    @XenSource(value = "csched_vcpu_sleep", file = FILE)
    public void sleep(int vcpu) {
        Vcpu vc = vcpus.numbered(vcpu);
        machine.bugOn(vc.isIdle(), vc, "is put to sleep");
        int cpu = vc.processor().load();
        if (vcpus.curr().of(cpu).load() == vcpu) {
            softirq.cpuRaiseSoftirq(cpu, Softirq.SCHEDULE);
        } else if (runq.vcpuOnRunq(vcpu)) {
            runq.runqRemove(vcpu);
        }
    }

    @Override
    @XenSource(value = "csched_vcpu_wake", file = FILE)
    public void wake(int vcpu) {
        CreditVcpu svc = svcs.get(vcpu);
        machine.bugOn(svc.vcpu().isIdle(), svc, "is woken");
        int cpu = svc.vcpu().processor().load();
        if (vcpus.curr().of(cpu).load() == vcpu || runq.vcpuOnRunq(vcpu)) {
            return;
        }
        // Not one that is unparked: it has just earned credits that it had overspent.
        if (svc.pri().load() == CreditVcpu.PRI_TS_UNDER && svc.parked().load() == 0) {
            svc.pri().store(CreditVcpu.PRI_TS_BOOST);
        }
        runq.runqInsert(cpu, vcpu);
        tickle.call(cpu, vcpu);
    }

    @XenSource(value = "__runq_tickle", file = FILE)
    private int runqTickle(int cpu, int vcpu) {
        CreditVcpu cur = svcs.get(vcpus.curr().of(cpu).load());
        CreditVcpu svc = svcs.get(vcpu);
        int mask = tickleMask(cpu, cur, svc);
        if (mask != 0) {
            softirq.cpumaskRaiseSoftirq(mask, Softirq.SCHEDULE);
        }
        return 0;
    }

    /** Whom to tell of a vCPU that has been queued at a CPU. */
    @XenSource(value = "__runq_tickle", file = FILE)
    protected int tickleMask(int cpu, CreditVcpu cur, CreditVcpu svc) {
        int mask = 0;
        if (svc.pri().load() > cur.pri().load()) {
            mask |= 1 << cpu;
        }
        if (cur.pri().load() > CreditVcpu.PRI_IDLE && idlers.load() != 0) {
            mask |= idlers.load();
            mask &= svc.vcpu().cpuAffinity().load();
        }
        return mask;
    }

    @Override
    public int doSchedule() {
        return cschedSchedule.call();
    }

    @XenSource(value = "csched_schedule", file = FILE)
    private int cschedSchedule() {
        int cpu = machine.smpProcessorId();
        Vcpu current = vcpus.own();
        if (schedule.control().vcpuRunnable(current)) {
            runq.runqInsert(cpu, current.number());
        } else {
            machine.bugOn(current.isIdle() || runq.isEmpty(cpu), current, "cannot run, and nobody is queued");
        }
        int snext = runq.first(cpu);
        if (svcs.get(snext).pri().load() > CreditVcpu.PRI_TS_OVER) {
            runq.runqRemove(snext);
        } else {
            beforeLoadBalance(cpu, svcs.get(snext));
            snext = loadBalance.call(cpu, snext);
        }
        updateIdlers(cpu, svcs.get(snext).pri().load() == CreditVcpu.PRI_IDLE);
        return snext;
    }

    /** Others are told that the CPU idles once it has found nothing better than its own. */
    protected void beforeLoadBalance(int cpu, CreditVcpu own) {}

    /** Tells others, which tickle a CPU that idles. */
    @XenSource(value = "csched_schedule", file = FILE)
    protected void updateIdlers(int cpu, boolean idles) {
        boolean isIdler = (idlers.load() >>> cpu & 1) != 0;
        if (idles && !isIdler) {
            idlers.setBit(cpu);
        } else if (!idles && isIdler) {
            idlers.clearBit(cpu);
        }
    }

    @XenSource(value = "csched_load_balance", file = FILE)
    private int loadBalance(int cpu, int snext) {
        machine.bugOn(svcs.get(snext).vcpu().processor().load() != cpu, svcs.get(snext), "is queued at the wrong CPU");
        // Without guests no queue holds anything but its own idle vCPU.
        if (vcpus.hasGuests() && (vcpus.cpuOnlineMap().load() >>> cpu & 1) != 0) {
            int workers = vcpus.cpuOnlineMap().load() & ~idlers.load() & ~(1 << cpu);
            int peerCpu = cpu;
            while (workers != 0) {
                peerCpu = Cpumask.cycle(peerCpu, workers);
                workers &= ~(1 << peerCpu);
                int speer = peer.call(peerCpu, snext);
                if (speer != NOBODY) {
                    return speer;
                }
            }
        }
        runq.runqRemove(snext);
        return snext;
    }

    /** Its lock is only tried for: spinning could be a deadlock, where both CPUs look for work. */
    @XenSource(value = "csched_load_balance", file = FILE)
    private int lookAtPeer(int peerCpu, int snext) {
        SpinLock lock = vcpus.scheduleLock().of(peerCpu);
        if (!lock.tryLock()) {
            return NOBODY;
        }
        int speer = runqSteal(
                peerCpu, machine.smpProcessorId(), svcs.get(snext).pri().load());
        lock.unlock();
        return speer;
    }

    /** Takes the first vCPU of higher priority that may move here. An idle CPU is about to serve itself. */
    @XenSource(value = "csched_runq_steal", file = FILE)
    private int runqSteal(int peerCpu, int cpu, int pri) {
        if (vcpus.numbered(vcpus.curr().of(peerCpu).load()).isIdle()) {
            return NOBODY;
        }
        int iter = runq.first(peerCpu);
        while (!runq.isHead(iter)) {
            CreditVcpu speer = svcs.get(iter);
            if (speer.pri().load() <= pri) {
                break;
            }
            Vcpu vc = speer.vcpu();
            machine.bugOn(vc.isIdle(), vc, "is about to be stolen");
            if (isMigrateable(vc, cpu)) {
                runq.runqRemove(iter);
                vc.processor().store(cpu);
                return iter;
            }
            iter = runq.next(iter);
        }
        return NOBODY;
    }

    @XenSource(value = "__csched_vcpu_is_migrateable", file = FILE)
    private static boolean isMigrateable(Vcpu vc, int destCpu) {
        return vc.isRunning().load() == 0 && (vc.cpuAffinity().load() >>> destCpu & 1) != 0;
    }

    @Override
    public int timeSlice() {
        return tickers.timeSlice();
    }

    @Override
    public int pickCpu(int vcpu) {
        return cpuPick.cschedCpuPick(vcpu);
    }

    @Override
    public void tickSuspend() {
        tickers.cschedTickSuspend();
    }

    @Override
    public void tickResume() {
        tickers.cschedTickResume();
    }
}
