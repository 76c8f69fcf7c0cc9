// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle.y2026;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.y2026.Rcu2026;
import org.wakeproof.softirq.y2026.Softirq2026;

/** default_idle that tells RCU that the CPU idles, as the drivers and Arm do: not in Xen. */
public final class DefaultIdleTellsRcu extends IdleLoop2026 {
    public DefaultIdleTellsRcu(Machine machine, Softirq2026 softirq, Rcu2026 rcu) {
        super(machine, softirq, rcu);
    }

    @Override
    @XenSource(value = "default_idle", file = "xen/arch/x86/domain.c", commit = "not in Xen")
    public void defaultIdle() {
        rcu().rcuIdleEnter();
        super.defaultIdle();
        rcu().rcuIdleExit();
    }
}
