// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.y2026;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/** scheduler_enable that raises SCHEDULE on all CPUs, behind a fence, as raising what is pending already is none: not in Xen. */
public final class RaisesOnEnable extends RaisesWithoutFence {
    private final Machine machine;

    public RaisesOnEnable(Machine machine, Softirq softirq, Start start) {
        super(machine, softirq, start);
        this.machine = machine;
    }

    @Override
    @XenSource(value = "scheduler_enable", file = FILE, commit = "not in Xen")
    protected void enabled() {
        machine.fence();
        super.enabled();
    }
}
