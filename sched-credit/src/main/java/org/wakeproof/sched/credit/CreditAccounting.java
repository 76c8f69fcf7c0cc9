// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.credit;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.sched.Domain;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.VcpuControl;
import org.wakeproof.sched.Vcpus;

/**
 * The books of the credit scheduler: which vCPUs are active, and every 30 ms a fair share of credits for each.
 * The arithmetic is Xen's, integer division included; none of it overflows 31 bits here.
 */
final class CreditAccounting {
    static final int CREDITS_PER_TICK = 100;
    static final int CREDITS_PER_TSLICE = 300;
    static final int CREDITS_PER_ACCT = 300;
    private static final String FILE = CreditScheduler.FILE;

    private final Machine machine;
    private final Vcpus vcpus;
    private final VcpuControl control;
    private final List<CreditVcpu> svcs;
    private final List<CreditDomain> sdoms = new ArrayList<>();
    private final SpinLock lock;
    private final ListHeads activeVcpu;
    private final ListHeads activeSdom;
    private final Word weight;
    private final Word creditBalance;
    private final int leastBalance;
    private final Word runqSortStale;
    private final Procedure start;
    private final Procedure account;
    private final Procedure accountSdom;
    private final Procedure accountVcpu;

    /**
     * A credit below which an accounting treats all credits alike: with the greatest share that there can be, also that
     * which pays off everybody's debts, the vCPU stays below the lower bound of credits and below every cap.
     */
    static int floor(int vcpus, List<CreditDomain.Worth> worths) {
        int greatestShare = CREDITS_PER_ACCT * (1 + vcpus);
        int bound = CREDITS_PER_TSLICE;
        for (CreditDomain.Worth worth : worths) {
            bound = Math.max(bound, roundUp(worth.cap() * CREDITS_PER_ACCT, 100));
        }
        return -bound - greatestShare - 1;
    }

    CreditAccounting(
            Machine machine,
            Vcpus vcpus,
            VcpuControl control,
            List<CreditVcpu> svcs,
            List<CreditDomain.Worth> worths,
            Word runqSortStale) {
        this.machine = machine;
        this.vcpus = vcpus;
        this.control = control;
        this.svcs = svcs;
        this.runqSortStale = runqSortStale;
        this.lock = machine.lock("csched_priv.lock");
        int allWeights = 0;
        for (Domain domain : vcpus.domains()) {
            CreditDomain.Worth worth =
                    domain.number() < worths.size() ? worths.get(domain.number()) : CreditDomain.Worth.usual();
            sdoms.add(new CreditDomain(machine, domain, worth, lock));
            allWeights += worth.weight();
        }
        this.activeVcpu = activeVcpuLists(machine);
        this.activeSdom = activeSdomList(machine);
        this.weight = machine.word("csched_priv.weight", allWeights, 0).guardedBy(lock);
        int most = CREDITS_PER_TSLICE * vcpus.ofGuests().size();
        this.leastBalance = -most;
        this.creditBalance = machine.word("csched_priv.credit_balance", 2 * most, most)
                .guardedBy(lock)
                .shownAs(value -> Integer.toString(value - most));
        this.start = machine.procedure("__csched_vcpu_acct_start", this::start);
        this.account = machine.procedure("csched_acct", this::acct);
        this.accountSdom = machine.variadic("csched_acct sdom", this::payOut);
        this.accountVcpu = machine.variadic("csched_acct vcpu", this::acctVcpu);
    }

    private ListHeads activeVcpuLists(Machine machine) {
        List<String> names = new ArrayList<>();
        vcpus.all().forEach(vcpu -> names.add(vcpu.name()));
        vcpus.domains().forEach(domain -> names.add(domain.name() + ".active_vcpu"));
        return new ListHeads(
                machine,
                "active_vcpu_elem",
                names,
                List.of(),
                (element, word) -> element < vcpus.all().size() ? word.writtenUnder(lock) : word.guardedBy(lock));
    }

    private ListHeads activeSdomList(Machine machine) {
        List<String> names = new ArrayList<>();
        vcpus.domains().forEach(domain -> names.add(domain.name()));
        names.add("csched_priv.active_sdom");
        return new ListHeads(machine, "active_sdom_elem", names, List.of(), (element, word) -> word.guardedBy(lock));
    }

    /** A domain's active_vcpu, as an element of the lists. */
    private int vcpusOf(int domain) {
        return vcpus.all().size() + domain;
    }

    /** csched_priv.active_sdom, as an element of the list. */
    private int activeDomains() {
        return sdoms.size();
    }

    /** csched_priv.credit_balance as a cell, and what it holds at balance 0. */
    Word creditBalance() {
        return creditBalance;
    }

    int zeroBalance() {
        return -leastBalance;
    }

    /** Whether a vCPU is being accounted; looked at without the lock. */
    boolean isActive(Vcpu v) {
        return !activeVcpu.listEmpty(v.number());
    }

    /** Takes a vCPU that uses its CPU onto the books. */
    void vcpuAcctStart(Vcpu v) {
        start.call(v.number());
    }

    @XenSource(value = "__csched_vcpu_acct_start", file = FILE)
    private void start(int vcpu) {
        int domain = vcpus.numbered(vcpu).domain().number();
        CreditDomain sdom = sdoms.get(domain);
        boolean flags = lock.lockIrqsave();
        if (activeVcpu.listEmpty(vcpu)) {
            sdom.activeVcpuCount().store(sdom.activeVcpuCount().load() + 1);
            activeVcpu.listAdd(vcpu, vcpusOf(domain));
            if (activeSdom.listEmpty(domain)) {
                activeSdom.listAdd(domain, activeDomains());
                weight.store(weight.load() + sdom.weight());
            }
        }
        lock.unlockIrqrestore(flags);
    }

    @XenSource(value = "__csched_vcpu_acct_stop_locked", file = FILE)
    private void stopLocked(int vcpu) {
        int domain = vcpus.numbered(vcpu).domain().number();
        CreditDomain sdom = sdoms.get(domain);
        machine.bugOn(activeVcpu.listEmpty(vcpu), svcs.get(vcpu), "stops being accounted, but was not");
        sdom.activeVcpuCount().store(sdom.activeVcpuCount().load() - 1);
        activeVcpu.listDelInit(vcpu);
        if (activeVcpu.listEmpty(vcpusOf(domain))) {
            int rest = weight.load() - sdom.weight();
            machine.bugOn(rest < 0, sdom, "weighs more than all active domains");
            activeSdom.listDelInit(domain);
            weight.store(rest);
        }
    }

    /** Gives out the credits of one period. */
    void account() {
        account.call();
    }

    @XenSource(value = "csched_acct", file = FILE)
    private void acct() {
        boolean flags = lock.lockIrqsave();
        int weightTotal = weight.load();
        int balance = creditBalance.load() + leastBalance;
        int creditTotal = CREDITS_PER_ACCT * machine.cpuCount() - Math.min(balance, 0);
        if (weightTotal == 0) {
            creditBalance.store(-leastBalance);
            lock.unlockIrqrestore(flags);
            return;
        }
        int weightLeft = weightTotal;
        int newBalance = 0;
        boolean xtra = false;
        int sdom = activeSdom.next(activeDomains());
        while (sdom != activeDomains()) {
            int nextSdom = activeSdom.next(sdom);
            CreditDomain each = sdoms.get(sdom);
            int count = each.activeVcpuCount().load();
            machine.bugOn(count == 0 || each.weight() > weightLeft, each, "is active, but has nothing to account");
            weightLeft -= each.weight();
            int peak = peak(each, count, balance, weightTotal);
            int fair = roundUp(creditTotal * each.weight(), weightTotal);
            if (fair < peak) {
                xtra = true;
            } else {
                if (weightLeft != 0) {
                    // Others get a chance at what this domain cannot use.
                    creditTotal += roundUp((fair - peak) * weightTotal, weightLeft);
                }
                if (xtra) {
                    // Lazily keeps those with credits to spare at the head.
                    activeSdom.listDelInit(sdom);
                    activeSdom.listAdd(sdom, activeDomains());
                }
                fair = peak;
            }
            newBalance += accountSdom.call(sdom, roundUp(fair, count), capPerVcpu(each, count));
            sdom = nextSdom;
        }
        creditBalance.store(newBalance - leastBalance);
        lock.unlockIrqrestore(flags);
        runqSortIsDue();
    }

    /** Another epoch: every CPU is to sort its run queue. */
    void runqSortIsDue() {
        runqSortStale.store((1 << machine.cpuCount()) - 1);
    }

    /** The most that a domain can use: all its active vCPUs for a whole period, or more to pay off debts. */
    private static int peak(CreditDomain sdom, int count, int balance, int weightTotal) {
        int peak = count * CREDITS_PER_ACCT;
        if (balance < 0) {
            peak += roundUp(-balance * sdom.weight(), weightTotal);
        }
        return sdom.cap() == 0 ? peak : Math.min(peak, creditCap(sdom));
    }

    private static int creditCap(CreditDomain sdom) {
        return roundUp(sdom.cap() * CREDITS_PER_ACCT, 100);
    }

    private static int capPerVcpu(CreditDomain sdom, int count) {
        return sdom.cap() == 0 ? 0 : roundUp(creditCap(sdom), count);
    }

    private static int roundUp(int dividend, int divisor) {
        return (dividend + (divisor - 1)) / divisor;
    }

    /** For one domain, with each vCPU's share and cap; returns the sum of the credits that its vCPUs have then. */
    @XenSource(value = "csched_acct", file = FILE)
    private int payOut(int... arguments) {
        int sdom = arguments[0];
        int sum = 0;
        int vcpu = activeVcpu.next(vcpusOf(sdom));
        while (vcpu != vcpusOf(sdom)) {
            int nextVcpu = activeVcpu.next(vcpu);
            sum += accountVcpu.call(vcpu, arguments[1], arguments[2]);
            vcpu = nextVcpu;
        }
        return sum;
    }

    @XenSource(value = "csched_acct", file = FILE)
    private int acctVcpu(int... arguments) {
        int vcpu = arguments[0];
        int creditCap = arguments[2];
        CreditVcpu svc = svcs.get(vcpu);
        svc.addCredit(arguments[1]);
        int credit = svc.readCredit();
        if (credit < 0) {
            svc.pri().store(CreditVcpu.PRI_TS_OVER);
            if (creditCap != 0 && credit < -creditCap && svc.parked().load() == 0) {
                control.vcpuPauseNosync(svc.vcpu());
                svc.parked().store(1);
            }
            if (credit < -CREDITS_PER_TSLICE) {
                credit = -CREDITS_PER_TSLICE;
                svc.setCredit(credit);
            }
            return credit;
        }
        svc.pri().store(CreditVcpu.PRI_TS_UNDER);
        if (svc.parked().load() != 0) {
            // The flag goes after it, so that the vCPU is not boosted if this wakes it.
            control.vcpuUnpause(svc.vcpu());
            svc.parked().store(0);
        }
        if (credit > CREDITS_PER_TSLICE) {
            stopLocked(vcpu);
            credit = 0;
            svc.setCredit(credit);
        }
        return credit;
    }
}
