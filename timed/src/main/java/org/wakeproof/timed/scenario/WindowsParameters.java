// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import static org.wakeproof.timed.scenario.Parameter.number;
import static org.wakeproof.timed.scenario.Unit.COUNT;
import static org.wakeproof.timed.scenario.Unit.DURATION;
import static org.wakeproof.timed.scenario.Unit.SHARE;

import java.util.List;

/** What a Windows guest's requests depend on, with values, ranges, where they come from, and how sure they are. */
final class WindowsParameters {
    private static final double US = 1e3;
    private static final String REPORT = "the report of 18 K against 100 K; high";
    private static final String ASSUMED = "assumption; low";

    private WindowsParameters() {}

    static List<Parameter> all() {
        return List.of(
                number("depth", COUNT, 64, 1, 1024, "requests of 4 KiB that fio keeps", REPORT),
                number(
                        "guest-work",
                        DURATION,
                        10 * US,
                        5 * US,
                        50 * US,
                        "what a request costs a Linux guest, exits for the ring among it",
                        "the report of 18 K against 100 K: 1/100 K; high"),
                number(
                        "block-latency",
                        DURATION,
                        130 * US,
                        10 * US,
                        10e6,
                        "a request's time inside QEMU, all in parallel",
                        REPORT),
                number(
                        "block-spread",
                        SHARE,
                        0.5,
                        0,
                        1,
                        "which part of the disk's time is random, with an exponential tail",
                        ASSUMED),
                number(
                        "clock-reads",
                        COUNT,
                        8,
                        0,
                        32,
                        "reads of the clock for a request",
                        "no source; 4..16: fio 2 to 4, the partition manager 2, storage port and DPC; low: sweep it"),
                number(
                        "apic-accesses",
                        COUNT,
                        3,
                        0,
                        16,
                        "accesses to the APIC's page for a request",
                        "no source; 2..4: ICR for the DPC, timer; low: sweep it"),
                number(
                        "pm-timer-exit",
                        DURATION,
                        3 * US,
                        2.2 * US,
                        3.6 * US,
                        "reading the PM timer from QEMU",
                        "a commit to KVM of 2014: 5,800 cycles; a report of 2016: 3,605 ns; medium"),
                number(
                        "apic-exit",
                        DURATION,
                        1.3 * US,
                        1 * US,
                        1.6 * US,
                        "emulating an access to the APIC's page",
                        "assumption: a light exit and decoding; low"),
                number(
                        "light-exit",
                        DURATION,
                        0.7 * US,
                        0.5 * US,
                        1 * US,
                        "an exit that KVM handles itself",
                        "2,000 cycles of Nehalem, SplitX; medium"),
                number(
                        "msr-exit",
                        DURATION,
                        0.5 * US,
                        0.3 * US,
                        1 * US,
                        "reading Hyper-V's reference counter",
                        "an exit in the kernel; medium"),
                number(
                        "tsc-page-read",
                        DURATION,
                        30,
                        10,
                        100,
                        "reading the clock by Hyper-V's TSC page",
                        "QEMU's manual: no exit; medium"),
                number(
                        "fio-loss",
                        DURATION,
                        0,
                        0,
                        6.7 * US,
                        "what fio itself loses on Windows",
                        "60 K against 100 K of another tool, until May 2015; medium"),
                number("tracing", SHARE, 0.2, 0, 1, "what tracing adds to the vCPU's time", REPORT),
                number(
                        "main-loop",
                        DURATION,
                        4 * US,
                        1 * US,
                        9 * US,
                        "the main loop's work for a request, half of it before the disk",
                        "assumption, below 10us as the Linux guest's requests take that way; low"),
                number("wake-up", DURATION, 4.5 * US, 3 * US, 6 * US, "waking a thread of the host", ASSUMED));
    }
}
