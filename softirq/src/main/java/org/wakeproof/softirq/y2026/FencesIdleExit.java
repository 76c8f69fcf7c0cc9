// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.y2026;

import org.wakeproof.machine.Machine;

/** The same with a fence behind rcu_idle_exit: not in Xen. */
public final class FencesIdleExit extends IdleFlags {
    public FencesIdleExit(Machine machine, int batches, Runnable callback) {
        super(machine, batches, callback);
    }

    @Override
    protected void leaveIdleCpumask() {
        super.leaveIdleCpumask();
        machine().fence();
    }
}
