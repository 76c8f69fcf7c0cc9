// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.hpet.history;

import org.wakeproof.hpet.HpetEventChannel;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Softirq;

/** set_channel_irq_affinity before da4ae08504 (March 2013): the channel cannot interrupt while it is handed over. */
public class MasksWhileRerouting extends ShortLockBroadcast {
    public MasksWhileRerouting(
            Machine machine, Softirq softirq, Apic apic, PerCpu<TimeCell> timerDeadline, Mode mode, int channels) {
        super(machine, softirq, apic, timerDeadline, mode, channels);
        for (int channel = 0; channel < channels; channel++) {
            channel(channel).comparator().withEnableBit();
        }
    }

    @Override
    @XenSource(value = "set_channel_irq_affinity", file = "xen/arch/x86/hpet.c", commit = "before da4ae08504")
    protected void setChannelIrqAffinity(HpetEventChannel ch) {
        ch.comparator().enableBit().store(0);
        ch.msiAddress().store(1 << ch.cpu().load() - 1);
        ch.comparator().enableBit().store(1);
        ch.lock().unlock();
    }
}
