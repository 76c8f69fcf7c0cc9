// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.hpet.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timers;

/** hpet_broadcast_exit as of November 2009: who did not enter does not leave. */
public final class LeavesWithoutDeadline extends SkipsCpusWithoutDeadline {
    public LeavesWithoutDeadline(
            Machine machine, Softirq softirq, Apic apic, Timers timers, Mode mode, int sharedChannels) {
        super(machine, softirq, apic, timers, mode, sharedChannels);
    }

    @Override
    @XenSource(value = "hpet_broadcast_exit", file = "xen/arch/x86/hpet.c", commit = "33fc368b24")
    protected void exit() {
        if (!hasNoDeadline()) {
            super.exit();
        }
    }
}
