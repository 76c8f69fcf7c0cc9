// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/** do_softirq that clears a softirq's bit once its handler has run: a raise meanwhile is forgotten. */
public final class ClearsBitAfterHandler extends Softirq {
    public ClearsBitAfterHandler(Machine machine) {
        super(machine);
    }

    @Override
    protected void beforeHandler(int cpu, int nr) {
        // The bit stays set.
    }

    @Override
    @XenSource(value = "do_softirq", file = "xen/common/softirq.c", commit = "changed")
    protected void afterHandler(int cpu, int nr) {
        softirqPending(cpu).clearBit(nr);
    }
}
