// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.y2026;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/** reprogram_timer that says in TSC-deadline mode, too, that a deadline is over: not in Xen. */
public final class SaysDeadlineIsOver extends TscDeadlineApic2026 {
    public SaysDeadlineIsOver(Machine machine, Softirq softirq) {
        super(machine, softirq);
    }

    @Override
    @XenSource(value = "reprogram_timer", file = "xen/arch/x86/apic.c", commit = "not in Xen")
    protected boolean tellsThatItIsOver() {
        return true;
    }
}
