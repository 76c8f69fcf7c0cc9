// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;

/** Softirqs as of April 2025 on processors whose monitor misses stores: sleepers are interrupted all the same. */
public final class AlwaysInterrupts extends ElidesInterrupts {
    public AlwaysInterrupts(Machine machine) {
        super(machine);
    }

    @Override
    @XenSource(value = "arch_skip_send_event_check", file = "xen/arch/x86/acpi/cpu_idle.c", commit = "4aae4452ef")
    protected boolean archSkipSendEventCheck(int cpu) {
        return false;
    }
}
