// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.y2026;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/** scheduler_enable that raises SCHEDULE on all CPUs, and relies on that for a fence: not in Xen. */
public class RaisesWithoutFence extends SuspendedRunqueue2026 {
    private final Machine machine;
    private final Softirq softirq;

    public RaisesWithoutFence(Machine machine, Softirq softirq, Start start) {
        super(machine, softirq, start);
        this.machine = machine;
        this.softirq = softirq;
    }

    @Override
    @XenSource(value = "scheduler_enable", file = FILE, commit = "not in Xen")
    protected void enabled() {
        softirq.cpumaskRaiseSoftirq((1 << machine.cpuCount()) - 1, Softirq.SCHEDULE);
    }
}
