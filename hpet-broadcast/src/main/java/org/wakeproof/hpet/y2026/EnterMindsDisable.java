// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.hpet.y2026;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.y2026.Apic2026;

/** hpet_broadcast_enter that returns early where the channel is switched off: not in Xen, and no repair. */
public final class EnterMindsDisable extends Hpet2026 {
    public EnterMindsDisable(Machine machine, Softirq softirq, Apic2026 apic, PerCpu<TimeCell> timerDeadline) {
        super(machine, softirq, apic, timerDeadline);
    }

    @Override
    @XenSource(value = "hpet_broadcast_enter", file = FILE, commit = "not in Xen")
    protected void enter() {
        if (!isDisabled()) {
            super.enter();
        }
    }
}
