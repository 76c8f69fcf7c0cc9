// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle.y2026;

import org.wakeproof.machine.XenSource;

/** acpi_processor_idle without its statistics, whose lock is a fence behind an mwait. */
public final class KeepsNoStatistics extends AcpiProcessorIdle2026 {
    public KeepsNoStatistics(Parts parts) {
        super(parts);
    }

    @Override
    @XenSource(value = "update_idle_stats", file = FILE, commit = "changed")
    protected void updateStatistics() {}
}
