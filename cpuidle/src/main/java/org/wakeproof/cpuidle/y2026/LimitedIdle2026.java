// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle.y2026;

import org.wakeproof.hpet.y2026.Hpet2026;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;

/** acpi_processor_idle of 2026 on a machine whose deepest usable C-state changes; it is read once, with interrupts on. */
public class LimitedIdle2026 extends AcpiProcessorIdle2026 {
    private static final int ACPI_STATE_C1 = 1;

    private final Word maxUsableCstate;

    public LimitedIdle2026(Parts parts, Word maxUsableCstate) {
        super(parts);
        this.maxUsableCstate = maxUsableCstate;
    }

    @Override
    @XenSource(value = "acpi_processor_idle", file = FILE, commit = XenSource.AUGUST_2026)
    protected final boolean choosesDeepState() {
        return isDeepUsable();
    }

    protected final boolean isDeepUsable() {
        return maxUsableCstate.load() > ACPI_STATE_C1;
    }

    /** dom0 has enabled an interrupt of the RTC, and the LAPIC timer stops in C2. */
    @XenSource(value = "cpuidle_disable_deep_cstate", file = FILE, commit = XenSource.AUGUST_2026)
    public static void cpuidleDisableDeepCstate(Word maxUsableCstate, Hpet2026 hpet) {
        if (maxUsableCstate.load() > ACPI_STATE_C1) {
            maxUsableCstate.store(ACPI_STATE_C1);
        }
        hpet.hpetDisableLegacyBroadcast();
    }
}
