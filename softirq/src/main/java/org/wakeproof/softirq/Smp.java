// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.XenSource;

/**
 * The inter-processor interrupts of softirqs.
 *
 * <p>Left out: TLB flushes, stopping CPUs, counters, and how the APIC sends to several CPUs: an IPI
 * to a mask is one step.
 */
public final class Smp {
    private final Machine machine;
    private final Vector eventCheckVector;

    Smp(Machine machine) {
        this.machine = machine;
        this.eventCheckVector = machine.vector("event check", this::smpEventCheckInterrupt);
    }

    /** Wires the call-function vector, which costs state and so exists only where it is asked for. */
    public CallFunction callFunction(Runnable function) {
        return new CallFunction(machine, function);
    }

    /** Sends to one CPU. */
    @XenSource(value = "smp_send_event_check_cpu", file = "xen/include/xen/smp.h")
    public void sendEventCheckCpu(int cpu) {
        sendEventCheckMask(1 << cpu);
    }

    /** Sends to the CPUs of a mask, but never to the executing one. */
    @XenSource(value = "smp_send_event_check_mask", file = "xen/arch/x86/smp.c")
    public void sendEventCheckMask(int mask) {
        int others = mask & ~(1 << machine.smpProcessorId());
        if (others != 0) {
            machine.cpu().sendIpi(others, eventCheckVector);
        }
    }

    @XenSource(value = "smp_event_check_interrupt", file = "xen/arch/x86/smp.c")
    private void smpEventCheckInterrupt() {
        // Being interrupted is all: it ends a sleep, and on the way back the pending softirqs are looked at.
    }
}
