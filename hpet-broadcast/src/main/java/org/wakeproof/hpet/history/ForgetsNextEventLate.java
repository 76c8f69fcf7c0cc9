// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.hpet.history;

import org.wakeproof.hpet.HpetEventChannel;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Softirq;

/** handle_hpet_broadcast that clears next_event behind the scan: who enters meanwhile takes it for an event to come. */
public final class ForgetsNextEventLate extends ShortLockBroadcast {
    public ForgetsNextEventLate(
            Machine machine, Softirq softirq, Apic apic, PerCpu<TimeCell> timerDeadline, Mode mode, int channels) {
        super(machine, softirq, apic, timerDeadline, mode, channels);
    }

    @Override
    protected void forgetNextEventBeforeScan(HpetEventChannel ch) {
        // It stays what it is.
    }

    @Override
    @XenSource(value = "handle_hpet_broadcast", file = "xen/arch/x86/hpet.c", commit = "changed")
    protected void forgetNextEventAfterScan(HpetEventChannel ch) {
        boolean flags = ch.lock().lockIrqsave();
        ch.nextEvent().set(Instant.never());
        ch.lock().unlockIrqrestore(flags);
    }
}
