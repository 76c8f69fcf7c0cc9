// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.hpet.y2026;

import org.wakeproof.hpet.HpetEventChannel;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.y2026.Apic2026;

/** handle_hpet_broadcast of 2026 that leaves the comparator as it is. */
public final class ForgetsToRearm2026 extends Hpet2026 {
    public ForgetsToRearm2026(Machine machine, Softirq softirq, Apic2026 apic, PerCpu<TimeCell> timerDeadline) {
        super(machine, softirq, apic, timerDeadline);
    }

    @Override
    @XenSource(value = "handle_hpet_broadcast", file = FILE, commit = "changed")
    protected boolean rearmsFor(HpetEventChannel ch) {
        return false;
    }
}
