// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle.y2026;

import org.wakeproof.hpet.y2026.Hpet2026;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.y2026.Apic2026;

/**
 * S3 as of 2026, as CPU0's timer hardware sees it.
 *
 * <p>Left out: freezing domains, the other CPUs, and all devices but the LAPIC timer, whose deadline is lost, and the HPET.
 */
public final class EnterState2026 {
    private final Machine machine;
    private final Softirq softirq;
    private final Apic2026 apic;
    private final Hpet2026 hpet;

    public EnterState2026(Machine machine, Softirq softirq, Apic2026 apic, Hpet2026 hpet) {
        this.machine = machine;
        this.softirq = softirq;
        this.apic = apic;
        this.hpet = hpet;
    }

    /** Sleeps and resumes. */
    @XenSource(value = "enter_state", file = "xen/arch/x86/acpi/power.c", commit = XenSource.AUGUST_2026)
    public void enterState() {
        boolean flags = machine.cpu().saveInterrupts();
        apic.reprogramTimerOff();
        // device_power_up, time_resume, _disable_pit_irq
        hpet.hpetBroadcastResume();
        machine.cpu().restoreInterrupts(flags);
        softirq.raiseSoftirq(Softirq.TIMER);
    }
}
