// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle.history;

import org.wakeproof.cpuidle.AcpiProcessorIdle;

/** acpi_processor_idle before the patch of March 2009: the tick runs on while the CPU sleeps. */
public final class BeforeSuspension extends AcpiProcessorIdle {
    public BeforeSuspension(Parts parts) {
        super(parts);
    }

    @Override
    protected boolean prepare() {
        machine().cpu().disableInterrupts();
        if (isSoftirqPending()) {
            machine().cpu().enableInterrupts();
            return false;
        }
        return true;
    }

    @Override
    protected void finish() {
        // The tick was not suspended.
    }
}
