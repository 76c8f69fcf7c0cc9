// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.y2026;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;

/** arch_set_softirq in two steps: in_mwait is read before the bit is set, and not by the same operation. */
public final class LooksAtMwaitFirst extends BatchedSoftirq2026 {
    public LooksAtMwaitFirst(Machine machine) {
        super(machine);
    }

    @Override
    @XenSource(value = "arch_set_softirq", file = "xen/arch/x86/include/asm/softirq.h", commit = "changed")
    protected boolean archSetSoftirq(int nr, int cpu) {
        boolean inMwait = inMwait(cpu).load() != 0;
        return softirqPending(cpu).testAndSetBit(nr) || inMwait;
    }
}
