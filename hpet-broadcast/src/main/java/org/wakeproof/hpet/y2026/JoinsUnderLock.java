// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.hpet.y2026;

import org.wakeproof.hpet.HpetEventChannel;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.y2026.Apic2026;

/** hpet_attach_channel that enters the CPU into the channel's mask before it drops the lock: not in Xen. */
public class JoinsUnderLock extends HpetMsi2026 {
    private final Machine machine;

    public JoinsUnderLock(
            Machine machine,
            Softirq softirq,
            Apic2026 apic,
            PerCpu<TimeCell> timerDeadline,
            int channels,
            OneVector2026 vector) {
        super(machine, softirq, apic, timerDeadline, channels, vector);
        this.machine = machine;
    }

    @Override
    @XenSource(value = "hpet_attach_channel", file = FILE, commit = "not in Xen")
    protected final void attached(HpetEventChannel ch) {
        ch.cpumask().setBit(machine.smpProcessorId());
    }
}
