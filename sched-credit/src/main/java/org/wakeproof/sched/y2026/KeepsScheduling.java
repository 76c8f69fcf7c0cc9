// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.y2026;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/** scheduler_disable before October 2019: SCHEDULE keeps its handler while the machine suspends. */
public final class KeepsScheduling extends SuspendedRunqueue2026 {
    public KeepsScheduling(Machine machine, Softirq softirq, Start start) {
        super(machine, softirq, start);
    }

    @Override
    @XenSource(value = "scheduler_disable", file = FILE, commit = "before c5d54d93a0")
    protected boolean usesDummy() {
        return false;
    }
}
