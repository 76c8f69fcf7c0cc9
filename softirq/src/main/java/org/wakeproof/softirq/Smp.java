// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.softirq;

import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;

/**
 * The inter-processor interrupts of softirqs, and the map of the CPUs that are online.
 *
 * <p>Left out: TLB flushes, stopping CPUs, counters, and how the APIC sends to several CPUs: an IPI
 * to a mask is one step.
 */
public final class Smp {
    private final Machine machine;
    private final Vector eventCheckVector;
    private boolean unplugs;
    private Word cpuOnlineMap;

    Smp(Machine machine) {
        this.machine = machine;
        this.eventCheckVector = machine.vector("event check", this::smpEventCheckInterrupt);
    }

    /** Says, before anybody asks for the map, that a CPU may be taken offline; for wiring. */
    public void unplugs() {
        if (cpuOnlineMap != null) {
            throw new IllegalStateException("cpu_online_map is declared already never to change");
        }
        unplugs = true;
    }

    /** Whether a CPU may be taken offline. */
    public boolean isUnplugging() {
        return unplugs;
    }

    /**
     * The CPUs that are online, one bit each: at first all. Its cell exists once it has been asked for, so those who
     * read it ask while the system is wired.
     */
    @XenSource(value = "cpu_online_map", file = "xen/arch/x86/smpboot.c")
    public Word cpuOnlineMap() {
        if (cpuOnlineMap == null) {
            Word map = machine.cpuMask("cpu_online_map", (1 << machine.cpuCount()) - 1);
            cpuOnlineMap = unplugs ? map : map.readOnly();
        }
        return cpuOnlineMap;
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
