// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Softirq;

/**
 * S3 as of August 2025, seen from the timer hardware of the one CPU that is left: its deadline register is lost.
 *
 * <p>Left out: freezing domains, the other CPUs, devices, and the registers that are restored.
 */
public class AcpiSleep {
    private final Machine machine;
    private final Softirq softirq;
    private final Apic apic;

    public AcpiSleep(Machine machine, Softirq softirq, Apic apic) {
        this.machine = machine;
        this.softirq = softirq;
        this.apic = apic;
    }

    /** Sleeps and resumes. */
    @XenSource(value = "enter_state", file = "xen/arch/x86/acpi/power.c", commit = "757abedabb")
    public final void enterState() {
        machine.cpu().disableInterrupts();
        losePower();
        machine.cpu().enableInterrupts();
        restoreDeadline();
    }

    /** What the machine does: the register that holds the deadline is cleared. */
    private void losePower() {
        apic.reprogramTimerOff();
    }

    /** The TIMER softirq programs the hardware again. */
    @XenSource(value = "enter_state", file = "xen/arch/x86/acpi/power.c", commit = "757abedabb")
    protected void restoreDeadline() {
        softirq.raiseSoftirq(Softirq.TIMER);
    }
}
