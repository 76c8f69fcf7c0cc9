// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.windows;

/** What the thread of a vCPU is at. */
public enum VcpuActivity {
    /** Code of the guest. */
    GUEST("the guest's code", false),
    /** A read of the ACPI PM timer, whose port QEMU serves. */
    PM_TIMER("PM timer read, in QEMU", true),
    /** A read of Hyper-V's reference counter. */
    CLOCK_MSR("reference counter MSR", true),
    /** An access to the page FEE00xxx, which KVM emulates. */
    APIC_PAGE("APIC page, emulated", true),
    /** The guest notifies the device. */
    KICK("ring kick", true),
    /** An interrupt that comes while the guest runs. */
    INTERRUPT("interrupt", true),
    /** The guest has nothing to do. */
    HALT("halt", true),
    /** What tracing adds to all the others. */
    TRACING("tracing", false),
    /** The thread sleeps. */
    ASLEEP("asleep", false);

    private final String words;
    private final boolean exit;

    VcpuActivity(String words, boolean exit) {
        this.words = words;
        this.exit = exit;
    }

    /** Whether the guest is left for it. */
    public boolean isExit() {
        return exit;
    }

    @Override
    public String toString() {
        return words;
    }
}
