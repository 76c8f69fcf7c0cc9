// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.credit;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Word;
import org.wakeproof.sched.Domain;

/** What the credit scheduler keeps of a domain ({@code struct csched_dom}), but for its places in lists. */
public final class CreditDomain {
    /** CSCHED_DEFAULT_WEIGHT. */
    public static final int DEFAULT_WEIGHT = 256;

    private final Domain domain;
    private final Worth worth;
    private final Word activeVcpuCount;

    /**
     * A domain's weight and cap.
     *
     * @param weight its share of the CPUs against others, 1 to 65535
     * @param cap the most that it may have, in hundredths of a CPU, to 65535; 0 for no cap
     */
    public record Worth(int weight, int cap) {
        /** Checks the ranges. */
        public Worth {
            if (weight < 1 || weight > 0xffff || cap < 0 || cap > 0xffff) {
                throw new IllegalArgumentException("a weight is 1 to 65535, a cap 0 to 65535");
            }
        }

        /** What a new domain has. */
        public static Worth usual() {
            return new Worth(DEFAULT_WEIGHT, 0);
        }
    }

    CreditDomain(Machine machine, Domain domain, Worth worth, SpinLock lock) {
        this.domain = domain;
        this.worth = worth;
        this.activeVcpuCount = machine.word(
                        domain + ".active_vcpu_count", domain.vcpus().size(), 0)
                .guardedBy(lock);
    }

    int weight() {
        return worth.weight;
    }

    int cap() {
        return worth.cap;
    }

    /** How many of its vCPUs are being accounted. */
    Word activeVcpuCount() {
        return activeVcpuCount;
    }

    @Override
    public String toString() {
        return domain.toString();
    }
}
