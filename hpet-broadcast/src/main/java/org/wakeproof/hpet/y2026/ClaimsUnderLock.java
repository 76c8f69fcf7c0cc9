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
 * hpet_get_channel that only looks for a channel which nobody uses, as hpet_attach_channel claims it under its lock anyway, where
 * the claimer also has the interrupt come to itself: not in Xen.
 */
public final class ClaimsUnderLock extends JoinsUnderLock {
    public ClaimsUnderLock(
            Machine machine,
            Softirq softirq,
            Apic2026 apic,
            PerCpu<TimeCell> timerDeadline,
            int channels,
            OneVector2026 vector) {
        super(machine, softirq, apic, timerDeadline, channels, vector);
    }

    @Override
    @XenSource(value = "hpet_get_channel", file = FILE, commit = "not in Xen")
    protected boolean claim(int cpu, HpetEventChannel ch) {
        return (ch.flags().load() & 1 << HpetEventChannel.HPET_EVT_USED_BIT) == 0;
    }
}
