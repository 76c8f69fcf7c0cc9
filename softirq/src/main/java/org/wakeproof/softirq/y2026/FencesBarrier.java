// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.y2026;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;

/** rcu_barrier with an smp_mb() between cpu_count and the raise, which is no fence where RCU is pending already: not in Xen. */
public final class FencesBarrier extends RcuBarrier2026 {
    public FencesBarrier(Machine machine, int barriers, int cpu) {
        super(machine, barriers, cpu);
    }

    @Override
    @XenSource(value = "rcu_barrier", file = FILE, commit = "not in Xen")
    protected void counted() {
        machine().fence();
    }
}
