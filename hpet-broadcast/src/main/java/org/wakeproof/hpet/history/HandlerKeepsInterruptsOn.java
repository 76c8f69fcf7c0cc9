// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.hpet.history;

import org.wakeproof.hpet.HpetBroadcast;
import org.wakeproof.hpet.HpetEventChannel;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timers;

/** handle_hpet_broadcast before October 2008: it holds the channel's lock with interrupts on. */
public final class HandlerKeepsInterruptsOn extends HpetBroadcast {
    public HandlerKeepsInterruptsOn(
            Machine machine, Softirq softirq, Apic apic, Timers timers, Mode mode, int sharedChannels) {
        super(machine, softirq, apic, timers, mode, sharedChannels);
    }

    @Override
    @XenSource(value = "handle_hpet_broadcast", file = "xen/arch/x86/hpet.c", commit = "before 13dbb4fd44")
    protected void handleHpetBroadcast(HpetEventChannel ch) {
        ch.lock().lock();
        broadcast(ch);
        ch.lock().unlock();
    }
}
