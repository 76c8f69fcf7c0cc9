// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.hpet.y2026;

import org.wakeproof.hpet.HpetEventChannel;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.y2026.Apic2026;

/**
 * hpet_broadcast_resume before April 2026: the configuration that it writes has the enable bit. It did so for all channels; a
 * repair that does so for the legacy channel alone is the same in legacy mode.
 */
public final class EnablesOnResume extends Hpet2026 {
    public EnablesOnResume(Machine machine, Softirq softirq, Apic2026 apic, PerCpu<TimeCell> timerDeadline) {
        super(machine, softirq, apic, timerDeadline);
    }

    @Override
    @XenSource(value = "hpet_broadcast_resume", file = FILE, commit = "before c4d5119195")
    protected void enableOnResume(HpetEventChannel ch) {
        hpetEnableChannel(ch);
    }
}
