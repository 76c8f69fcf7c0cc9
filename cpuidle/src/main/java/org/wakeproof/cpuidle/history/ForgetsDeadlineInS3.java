// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Softirq;

/** enter_state before August 2025: nobody programs the deadline again. */
public final class ForgetsDeadlineInS3 extends AcpiSleep {
    public ForgetsDeadlineInS3(Machine machine, Softirq softirq, Apic apic) {
        super(machine, softirq, apic);
    }

    @Override
    @XenSource(value = "enter_state", file = "xen/arch/x86/acpi/power.c", commit = "before 757abedabb")
    protected void restoreDeadline() {
        // timer_deadline still names a time, but no hardware does.
    }
}
