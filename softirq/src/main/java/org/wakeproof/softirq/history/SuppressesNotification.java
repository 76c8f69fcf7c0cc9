// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq.history;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Softirq;

/** Posted interrupts from 2013 to 2017: no notification where VCPU_KICK is raised already. */
public final class SuppressesNotification extends PostedInterrupts {
    private static final String FILE = "xen/arch/x86/hvm/vmx/vmx.c";
    private static final String COMMIT = "before b151125b4d";

    private final Machine machine;
    private final Softirq softirq;

    public SuppressesNotification(Machine machine, Softirq softirq, int processor, int vectors) {
        super(machine, softirq, processor, vectors);
        this.machine = machine;
        this.softirq = softirq;
    }

    @Override
    @XenSource(value = "__vmx_deliver_posted_interrupt", file = FILE, commit = COMMIT)
    protected void deliverPostedInterrupt(int cpu) {
        if (!softirq.softirqPending(cpu).testAndSetBit(Softirq.VCPU_KICK) && cpu != machine.smpProcessorId()) {
            sendPostedIntr(cpu);
        }
    }

    @Override
    @XenSource(value = "event_check_interrupt", file = "xen/arch/x86/smp.c", commit = COMMIT)
    protected void piNotificationInterrupt() {
        // The sender has raised VCPU_KICK.
    }
}
