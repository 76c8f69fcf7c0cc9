// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle.history;

import org.wakeproof.cpuidle.AcpiProcessorIdle;
import org.wakeproof.machine.XenSource;

/** V2 with the fix of March 2010: a CPU that has been taken offline meanwhile does not go to sleep. */
public final class WithOnlineCheck extends AcpiProcessorIdle {
    public WithOnlineCheck(Parts parts) {
        super(parts);
    }

    @Override
    @XenSource(value = "acpi_processor_idle", file = FILE, commit = "55120309ed")
    protected boolean prepare() {
        suspendTick();
        if (isSoftirqPending()) {
            doSoftirq();
        }
        machine().cpu().disableInterrupts();
        if (isSoftirqPending() || !isOnline()) {
            machine().cpu().enableInterrupts();
            resumeTick();
            return false;
        }
        return true;
    }
}
