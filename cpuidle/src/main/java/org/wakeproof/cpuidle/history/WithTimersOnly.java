// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle.history;

import org.wakeproof.cpuidle.AcpiProcessorIdle;
import org.wakeproof.machine.XenSource;

/**
 * V2 with the fix of July 2009: between the suspension and the check only timers are processed, so that schedule()
 * cannot be entered there and leave the ticker off under a guest.
 */
public final class WithTimersOnly extends AcpiProcessorIdle {
    public WithTimersOnly(Parts parts) {
        super(parts);
    }

    @Override
    @XenSource(value = "acpi_processor_idle", file = FILE, commit = "ae9820b4b0")
    protected boolean prepare() {
        suspendTick();
        processPendingTimers();
        machine().cpu().disableInterrupts();
        if (isSoftirqPending()) {
            machine().cpu().enableInterrupts();
            resumeTick();
            return false;
        }
        return true;
    }
}
