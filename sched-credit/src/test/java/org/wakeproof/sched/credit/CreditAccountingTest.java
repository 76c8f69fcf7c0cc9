// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.credit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.Vcpus;

/** Ticks and accounting against a model that is written from the description of the rules, in long arithmetic. */
class CreditAccountingTest {
    private static final int DOMAINS = 3;
    private static final int VCPUS_EACH = 2;
    private static final int ACCOUNT = 6;

    @Provide
    Arbitrary<List<CreditDomain.Worth>> worths() {
        return Combinators.combine(
                        Arbitraries.of(1, 64, 256, 512, 1000), Arbitraries.of(0, 0, 1, 20, 50, 100, 150, 400))
                .as(CreditDomain.Worth::new)
                .list()
                .ofSize(DOMAINS);
    }

    /** Numbers below 6 are a tick of that vCPU, others an accounting. */
    @Provide
    Arbitrary<List<Integer>> histories() {
        return Arbitraries.integers().between(0, ACCOUNT + 2).list().ofMaxSize(60);
    }

    /** What the model knows of a vCPU. */
    private static final class Account {
        final int domain;
        long credit;
        boolean under = true;
        boolean parked;

        Account(int domain) {
            this.domain = domain;
        }
    }

    /** The rules in words: shares by weight, bounded by what can be used and by caps; the rest goes to others. */
    private static final class Model {
        final List<CreditDomain.Worth> worths;
        final int cpus;
        final List<Account> accounts = new ArrayList<>();
        final List<Integer> activeDomains = new ArrayList<>();
        final List<List<Account>> active = new ArrayList<>();
        long balance;

        Model(List<CreditDomain.Worth> worths, int cpus) {
            this.worths = worths;
            this.cpus = cpus;
            for (int domain = 0; domain < DOMAINS; domain++) {
                active.add(new ArrayList<>());
                for (int vcpu = 0; vcpu < VCPUS_EACH; vcpu++) {
                    accounts.add(new Account(domain));
                }
            }
        }

        void tick(int vcpu) {
            Account account = accounts.get(vcpu);
            account.credit -= 100;
            if (!active.get(account.domain).contains(account)) {
                active.get(account.domain).add(0, account);
                if (!activeDomains.contains(account.domain)) {
                    activeDomains.add(0, account.domain);
                }
            }
        }

        void account() {
            long weights = activeDomains.stream()
                    .mapToLong(domain -> worths.get(domain).weight())
                    .sum();
            if (weights == 0) {
                balance = 0;
                return;
            }
            long debt = Math.max(0, -balance);
            long total = 300L * cpus + debt;
            long left = weights;
            boolean somebodyCouldUseMore = false;
            balance = 0;
            for (int domain : List.copyOf(activeDomains)) {
                CreditDomain.Worth worth = worths.get(domain);
                List<Account> members = List.copyOf(active.get(domain));
                left -= worth.weight();
                long usable = 300L * members.size() + (debt > 0 ? up(debt * worth.weight(), weights) : 0);
                long cap = up(worth.cap() * 300L, 100);
                usable = worth.cap() == 0 ? usable : Math.min(usable, cap);
                long fair = up(total * worth.weight(), weights);
                if (fair < usable) {
                    somebodyCouldUseMore = true;
                } else {
                    total += left == 0 ? 0 : up((fair - usable) * weights, left);
                    fair = usable;
                    if (somebodyCouldUseMore) {
                        activeDomains.remove(Integer.valueOf(domain));
                        activeDomains.add(0, domain);
                    }
                }
                for (Account member : members) {
                    balance += pay(member, up(fair, members.size()), worth, up(cap, members.size()));
                }
                if (active.get(domain).isEmpty()) {
                    activeDomains.remove(Integer.valueOf(domain));
                }
            }
        }

        private long pay(Account member, long share, CreditDomain.Worth worth, long capEach) {
            member.credit += share;
            member.under = member.credit >= 0;
            if (!member.under) {
                member.parked |= worth.cap() != 0 && member.credit < -capEach;
                member.credit = Math.max(-300, member.credit);
            } else {
                member.parked = false;
                if (member.credit > 300) {
                    member.credit = 0;
                    active.get(member.domain).remove(member);
                }
            }
            return member.credit;
        }

        private static long up(long dividend, long divisor) {
            return (dividend + divisor - 1) / divisor;
        }
    }

    private static CreditSystem system(int cpus, List<CreditDomain.Worth> worths) {
        List<Vcpus.Guest> guests = new ArrayList<>();
        for (int domain = 0; domain < DOMAINS; domain++) {
            guests.add(CreditSystem.domain("d" + domain, VCPUS_EACH, cpus));
        }
        return new CreditSystem(cpus, guests, worths);
    }

    @Property(tries = 1000)
    void creditsPrioritiesAndParkingAreThoseOfTheRules(
            @ForAll("worths") List<CreditDomain.Worth> worths,
            @ForAll("histories") List<Integer> history,
            @ForAll @IntRange(min = 1, max = 3) int cpus) {
        CreditSystem system = system(cpus, worths);
        CreditAccounting books = system.scheduler.books();
        Model model = new Model(worths, cpus);
        for (int act : history) {
            if (act < ACCOUNT) {
                Vcpu v = system.guest(act);
                system.svc(v).subCredit(CreditAccounting.CREDITS_PER_TICK);
                if (!books.isActive(v)) {
                    books.vcpuAcctStart(v);
                }
                model.tick(act);
            } else {
                books.account();
                model.account();
                assertThat(system.get(books.creditBalance()) - books.zeroBalance())
                        .as("credit_balance")
                        .isEqualTo((int) model.balance);
            }
            for (int vcpu = 0; vcpu < ACCOUNT; vcpu++) {
                Vcpu v = system.guest(vcpu);
                Account expected = model.accounts.get(vcpu);
                // Far below, both lead to the lower bound at the next accounting.
                assertThat(Math.max(-1200, system.svc(v).readCredit()))
                        .as("credit of %s", v)
                        .isEqualTo((int) Math.max(-1200, expected.credit));
                assertThat(system.get(system.svc(v).pri()) >= CreditVcpu.PRI_TS_UNDER)
                        .as("%s is UNDER", v)
                        .isEqualTo(expected.under);
                assertThat(system.get(system.svc(v).parked()) != 0)
                        .as("%s is parked", v)
                        .isEqualTo(expected.parked)
                        .isEqualTo(system.get(v.pauseCount()) != 0);
                assertThat(books.isActive(v))
                        .as("%s is active", v)
                        .isEqualTo(model.active.get(expected.domain).contains(expected));
            }
        }
    }

    /** What is given out in a period is what there is, but for rounding up and for debts that are paid off. */
    @Property(tries = 1000)
    void noMoreCreditsAreGivenOutThanThereAre(
            @ForAll("worths") List<CreditDomain.Worth> worths, @ForAll("histories") List<Integer> history) {
        int cpus = 2;
        CreditSystem system = system(cpus, worths);
        CreditAccounting books = system.scheduler.books();
        for (int act : history) {
            if (act < ACCOUNT) {
                books.vcpuAcctStart(system.guest(act));
            }
        }
        List<Vcpu> active =
                system.vcpus.ofGuests().stream().filter(books::isActive).toList();
        // Low enough that nobody's credit is cut off above or below.
        active.forEach(v -> system.svc(v).setCredit(-300));
        books.account();
        int given =
                active.stream().mapToInt(v -> system.svc(v).readCredit() + 300).sum();
        int available = CreditAccounting.CREDITS_PER_ACCT * cpus;
        // Rounded up: a domain's share, what it passes on, and each vCPU's part.
        assertThat(given).isLessThanOrEqualTo(available + 2 * DOMAINS + active.size());
        for (int domain = 0; domain < DOMAINS; domain++) {
            int number = domain;
            int share = active.stream()
                    .filter(v -> v.domain().number() == number)
                    .mapToInt(v -> system.svc(v).readCredit() + 300)
                    .sum();
            int cap = worths.get(domain).cap();
            if (cap != 0) {
                assertThat(share).as("capped domain %d", domain).isLessThanOrEqualTo(cap * 3 + VCPUS_EACH);
            }
        }
    }

    /** By hand: two CPUs give 600; weights 256 and 512 share them 1 to 2, but one vCPU can use 300 at most. */
    @Example
    void whatOneDomainCannotUseGoesToTheOther() {
        CreditSystem system = system(
                2, List.of(new CreditDomain.Worth(512, 0), new CreditDomain.Worth(256, 0), CreditDomain.Worth.usual()));
        CreditAccounting books = system.scheduler.books();
        Vcpu heavy = system.guest(0);
        Vcpu light = system.guest(VCPUS_EACH);
        // The one that is added last is at the head of the list, and comes first.
        books.vcpuAcctStart(light);
        books.vcpuAcctStart(heavy);
        system.svc(heavy).setCredit(-100);
        system.svc(light).setCredit(-100);
        books.account();
        // heavy: fair 400, usable 300, so 100 * 768 / 256 = 300 more to share; light: 900 * 256 / 768 = 300.
        assertThat(system.svc(heavy).readCredit()).isEqualTo(200);
        assertThat(system.svc(light).readCredit()).isEqualTo(200);
        assertThat(system.get(books.creditBalance()) - books.zeroBalance()).isEqualTo(400);
    }
}
