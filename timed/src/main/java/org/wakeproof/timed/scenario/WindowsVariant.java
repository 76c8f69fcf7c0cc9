// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import java.util.Locale;
import org.wakeproof.timed.windows.IoCosts;
import org.wakeproof.timed.windows.VcpuActivity;

/** What the host offers a guest for its clock and its APIC. */
enum WindowsVariant {
    PLAIN("the clock is the PM timer, served by QEMU; the APIC's page is emulated", Clock.PM_TIMER, false),
    MSR_CLOCK("the clock is Hyper-V's reference counter, an MSR", Clock.MSR, false),
    TSC_PAGE("the clock is Hyper-V's TSC page, read without an exit", Clock.TSC_PAGE, false),
    APICV("the APIC in hardware; the clock is the PM timer", Clock.PM_TIMER, true),
    BOTH("the TSC page, and the APIC in hardware", Clock.TSC_PAGE, true),
    BOTH_MSR("the MSR clock, and the APIC in hardware", Clock.MSR, true),
    TRACING("plain, while the host is traced", Clock.PM_TIMER, false),
    LINUX("a guest that needs neither: what the others are compared with", Clock.NONE, true);

    private enum Clock {
        PM_TIMER,
        MSR,
        TSC_PAGE,
        NONE
    }

    private final String title;
    private final Clock clock;
    private final boolean apicv;

    WindowsVariant(String title, Clock clock, boolean apicv) {
        this.title = title;
        this.clock = clock;
        this.apicv = apicv;
    }

    static WindowsVariant named(String name) {
        for (WindowsVariant variant : values()) {
            if (variant.toString().equals(name)) {
                return variant;
            }
        }
        throw new IllegalArgumentException("there is no variant '" + name + "' of windows-io");
    }

    String title() {
        return title;
    }

    IoCosts costs(Parameters parameters) {
        long mainLoop = parameters.whole("main-loop");
        return new IoCosts(
                parameters.whole("guest-work"),
                this == LINUX ? 0 : parameters.whole("fio-loss"),
                clock == Clock.NONE ? 0 : (int) parameters.whole("clock-reads"),
                switch (clock) {
                    case PM_TIMER -> VcpuActivity.PM_TIMER;
                    case MSR -> VcpuActivity.CLOCK_MSR;
                    case TSC_PAGE, NONE -> VcpuActivity.GUEST;
                },
                switch (clock) {
                    case PM_TIMER -> parameters.whole("pm-timer-exit");
                    case MSR -> parameters.whole("msr-exit");
                    case TSC_PAGE -> parameters.whole("tsc-page-read");
                    case NONE -> 0;
                },
                apicv ? 0 : (int) parameters.whole("apic-accesses"),
                apicv ? 0 : parameters.whole("apic-exit"),
                parameters.whole("light-exit"),
                apicv,
                this == TRACING ? parameters.get("tracing") : 0,
                parameters.whole("wake-up"),
                mainLoop / 2,
                mainLoop - mainLoop / 2,
                parameters.whole("block-latency"),
                parameters.get("block-spread"));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
