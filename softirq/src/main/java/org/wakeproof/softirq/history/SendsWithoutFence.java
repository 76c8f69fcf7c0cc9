// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;

/** The x2APIC's send before September 2008: wmb() is there for the compiler only. */
public final class SendsWithoutFence extends X2apicCall {
    public SendsWithoutFence(Machine machine) {
        super(machine);
    }

    @Override
    @XenSource(value = "send_IPI_mask_x2apic", file = "xen/arch/x86/genapic/x2apic.c", commit = "before 944e533ffb")
    protected void beforeWrmsr() {
        // WRMSR does not wait for the store buffer.
    }
}
