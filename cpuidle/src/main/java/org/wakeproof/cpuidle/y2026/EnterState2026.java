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
 * <p>Left out: freezing domains, the other CPUs, and all devices but the LAPIC timer, whose deadline is lost, and the HPET, whose
 * enable bits are.
 */
public class EnterState2026 {
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
    public final void enterState() {
        boolean flags = machine.cpu().saveInterrupts();
        apic.reprogramTimerOff();
        // device_power_up, time_resume
        hpet.hpetResume();
        if (isDeepUsable()) {
            hpet.hpetBroadcastResume();
        }
        machine.cpu().restoreInterrupts(flags);
        softirq.raiseSoftirq(Softirq.TIMER);
    }

    /** Whether deep C-states may be used again, by what Xen itself knows of the machine: they may. */
    @XenSource(value = "_disable_pit_irq", file = "xen/arch/x86/time.c", commit = XenSource.AUGUST_2026)
    protected boolean isDeepUsable() {
        return true;
    }

    /** The administrator allows C1 only while the machine suspends, and more again later. */
    public static final class MindsAllowedLimit extends EnterState2026 {
        public MindsAllowedLimit(Machine machine, Softirq softirq, Apic2026 apic, Hpet2026 hpet) {
            super(machine, softirq, apic, hpet);
        }

        @Override
        @XenSource(value = "_disable_pit_irq", file = "xen/arch/x86/time.c", commit = "before 93acfeb78b")
        protected boolean isDeepUsable() {
            return false;
        }
    }
}
