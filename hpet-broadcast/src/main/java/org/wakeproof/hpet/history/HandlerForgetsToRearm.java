// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.hpet.history;

import org.wakeproof.hpet.HpetBroadcast;
import org.wakeproof.hpet.HpetEventChannel;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timers;

/** handle_hpet_broadcast that leaves the comparator as it is: later deadlines have no event. */
public final class HandlerForgetsToRearm extends HpetBroadcast {
    public HandlerForgetsToRearm(
            Machine machine, Softirq softirq, Apic apic, Timers timers, Mode mode, int sharedChannels) {
        super(machine, softirq, apic, timers, mode, sharedChannels);
    }

    @Override
    @XenSource(value = "handle_hpet_broadcast", file = "xen/arch/x86/hpet.c", commit = "changed")
    protected boolean rearm(HpetEventChannel ch) {
        return true;
    }
}
