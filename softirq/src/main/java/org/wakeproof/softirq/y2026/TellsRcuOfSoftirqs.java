// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.y2026;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;

/** RCU that is told of interrupts and of softirqs' handlers that run on CPUs which count as idle: not in Xen. */
public final class TellsRcuOfSoftirqs extends TellsRcuOfInterrupts {
    public TellsRcuOfSoftirqs(Machine machine, int batches, Runnable callback) {
        super(machine, batches, callback);
    }

    @Override
    @XenSource(value = "__do_softirq", file = "xen/common/softirq.c", commit = "not in Xen")
    protected int softirqEnter() {
        return irqEnter();
    }
}
