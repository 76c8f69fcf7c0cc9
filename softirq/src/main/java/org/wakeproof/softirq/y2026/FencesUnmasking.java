// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.y2026;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/** enable_APIC_timer with the mfence that __setup_APIC_LVTT has: not in Xen. */
public final class FencesUnmasking extends TscDeadlineApic2026 {
    public FencesUnmasking(Machine machine, Softirq softirq) {
        super(machine, softirq);
    }

    @Override
    @XenSource(value = "enable_APIC_timer", file = "xen/arch/x86/apic.c", commit = "not in Xen")
    public void enableApicTimer() {
        super.enableApicTimer();
        mfence();
    }
}
