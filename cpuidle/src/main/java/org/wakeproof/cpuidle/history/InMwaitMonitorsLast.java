// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.history.SeesSleepers;

/** mwait_idle_with_hints of July 2025 that arms its monitor behind the look at its pending word. */
public final class InMwaitMonitorsLast extends InMwait {
    public InMwaitMonitorsLast(Machine machine, SeesSleepers softirq) {
        super(machine, softirq);
    }

    @Override
    @XenSource(value = "mwait_idle_with_hints", file = "xen/arch/x86/acpi/cpu_idle.c", commit = "changed")
    protected boolean mayWait(Word pending) {
        boolean nothing = pending.load() == 0;
        monitor(machine().smpProcessorId()).arm();
        return nothing;
    }
}
