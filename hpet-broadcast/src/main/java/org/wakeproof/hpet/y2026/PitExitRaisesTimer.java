// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.hpet.y2026;

import org.wakeproof.hpet.PitBroadcast;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timers;

/** pit_broadcast_exit that raises TIMER where the deadline is over, as hpet_broadcast_exit does: not in Xen. */
public final class PitExitRaisesTimer extends PitBroadcast {
    private final Softirq softirq;

    public PitExitRaisesTimer(Machine machine, Softirq softirq, Apic apic, Timers timers) {
        super(machine, softirq, apic, timers);
        this.softirq = softirq;
    }

    @Override
    @XenSource(value = "pit_broadcast_exit", file = "xen/arch/x86/time.c", commit = "not in Xen")
    protected void deadlineHasPassed() {
        softirq.raiseSoftirq(Softirq.TIMER);
    }
}
