// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.y2026;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;

/**
 * The softirqs of 2026 whose raise is a locked operation, and so a fence, in any case, as it was before July 2025; it does not
 * see in_mwait, so that each CPU is interrupted whose softirq was not pending.
 */
public final class RaisesByTestAndSet extends Softirq2026 {
    public RaisesByTestAndSet(Machine machine) {
        super(machine);
    }

    @Override
    @XenSource(value = "arch_set_softirq", file = "xen/include/xen/softirq.h", commit = "b473e5e212")
    protected boolean archSetSoftirq(int nr, int cpu) {
        return softirqPending(cpu).testAndSetBit(nr);
    }
}
