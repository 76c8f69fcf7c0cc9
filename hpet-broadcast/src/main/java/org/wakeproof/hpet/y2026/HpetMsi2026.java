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
 * The channels of hpet.c as of August 2026 with message-signalled interrupts, fewer than CPUs: handed over between those that
 * sleep, all by one vector.
 *
 * <p>Left out: interrupt remapping, and a channel's enable bit, which each owner sets and nobody clears.
 */
public class HpetMsi2026 extends Hpet2026 {
    private final OneVector2026 vector;

    public HpetMsi2026(
            Machine machine,
            Softirq softirq,
            Apic2026 apic,
            PerCpu<TimeCell> timerDeadline,
            int channels,
            OneVector2026 vector) {
        super(machine, softirq, apic, timerDeadline, Mode.MSI_SHARED, channels, vector);
        this.vector = vector;
    }

    @Override
    @XenSource(value = "set_channel_irq_affinity", file = FILE, commit = XenSource.AUGUST_2026)
    protected void setChannelIrqAffinity(HpetEventChannel ch) {
        vector.descLock(ch).lock();
        vector.point(ch.cpu().load() - 1, ch);
        vector.descLock(ch).unlock();
        super.setChannelIrqAffinity(ch);
    }
}
