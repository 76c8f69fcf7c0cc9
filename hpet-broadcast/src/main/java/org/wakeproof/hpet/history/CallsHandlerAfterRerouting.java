// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.hpet.history;

import org.wakeproof.hpet.HpetEventChannel;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Softirq;

/** set_channel_irq_affinity as of March 2013: if the event may have been missed, the handler is called by hand. */
public final class CallsHandlerAfterRerouting extends MasksWhileRerouting {
    public CallsHandlerAfterRerouting(
            Machine machine, Softirq softirq, Apic apic, PerCpu<TimeCell> timerDeadline, Mode mode, int channels) {
        super(machine, softirq, apic, timerDeadline, mode, channels);
    }

    /** In ticks, at the event is after it: some nanoseconds have passed since. */
    @Override
    @XenSource(value = "set_channel_irq_affinity", file = "xen/arch/x86/hpet.c", commit = "da4ae08504")
    protected void setChannelIrqAffinity(HpetEventChannel ch) {
        super.setChannelIrqAffinity(ch);
        if (ch.nextEvent().minusNow() <= 0) {
            handleHpetBroadcast(ch);
        }
    }
}
