// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle.y2026;

import org.wakeproof.machine.XenSource;

/** acpi_processor_idle that takes its trace record before the last look at what is pending: not in Xen. */
public final class TracesBeforeLook extends AcpiProcessorIdle2026 {
    public TracesBeforeLook(Parts parts) {
        super(parts);
    }

    @Override
    @XenSource(value = "acpi_processor_idle", file = FILE, commit = "not in Xen")
    protected void traceEarly() {
        super.traceLate();
    }

    @Override
    protected void traceLate() {}
}
