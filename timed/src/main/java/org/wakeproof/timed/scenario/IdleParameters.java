// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import static org.wakeproof.timed.scenario.Unit.COUNT;
import static org.wakeproof.timed.scenario.Unit.DURATION;
import static org.wakeproof.timed.scenario.Unit.POWER;
import static org.wakeproof.timed.scenario.Unit.RATE;
import static org.wakeproof.timed.scenario.Unit.SHARE;

import java.util.Arrays;
import java.util.List;
import org.wakeproof.timed.xen.Broadcast;

/** What an idle machine depends on, with values, ranges and where they come from. */
final class IdleParameters {
    private static final double US = 1e3;
    private static final double MS = 1e6;
    private static final String NEHALEM = "Linux's intel_idle table for Nehalem";
    private static final String ASSUMED = "assumption";

    private IdleParameters() {}

    private static Parameter of(
            String name, Unit unit, double value, double low, double high, String text, String source) {
        return Parameter.number(name, unit, value, low, high, text, source);
    }

    /**
     * All of them.
     *
     * @param foreign the usual rate of foreign interrupts
     */
    static List<Parameter> all(double foreign) {
        return List.of(
                of("cpus", COUNT, 8, 1, 16, "physical CPUs", "two sockets of four, as in the first mail's machine"),
                of("packages", COUNT, 2, 1, 4, "sockets, which share the CPUs evenly", "the first mail"),
                Parameter.word(
                        "hpet",
                        Arrays.stream(Broadcast.values())
                                .map(Broadcast::toString)
                                .toList(),
                        "which device wakes CPUs whose own timer has stopped",
                        "Xen: hpet.c, time.c; which one the authors had is not known"),
                of(
                        "hpet-channels",
                        COUNT,
                        4,
                        1,
                        16,
                        "HPET channels where they are shared",
                        "chipsets of 2009; " + ASSUMED),
                of(
                        "favoured",
                        COUNT,
                        1,
                        1,
                        1000,
                        "with legacy-any: how much likelier CPU1 gets the interrupt",
                        ASSUMED),
                Parameter.word(
                        "calibration", List.of("on", "off"), "the clocks are calibrated each second", "Xen: time.c"),
                of(
                        "tick",
                        DURATION,
                        10 * MS,
                        1 * MS,
                        100 * MS,
                        "tick of the credit scheduler; a slice and an accounting period are three",
                        "Xen: sched_credit.c, CSCHED_MSECS_PER_TICK"),
                of(
                        "governor-timer",
                        RATE,
                        0,
                        0,
                        100,
                        "timer of the ondemand governor on each CPU, which no C-state stops; 0 for no governor",
                        "Xen: 20 ms or longer by itself, 10 ms at least where it is set; off by default until bec38bcec6 of 2010"),
                Parameter.word(
                        "overflow-timer",
                        List.of("off", "pm"),
                        "CPU0 looks at the PM timer each 2.34 s, before that overflows",
                        "Xen: time.c; pm where the platform timer is no HPET"),
                Parameter.word(
                        "mce-poll",
                        List.of("off", "on"),
                        "CPU0 has each CPU look for machine checks after 8 s, and then each 16 s",
                        "Xen: non-fatal.c, where it is on with Intel's processors; left off here, as 0.06 Hz is less than"
                                + " what is assumed"),
                of(
                        "dom0-timers",
                        RATE,
                        3,
                        0.1,
                        1000,
                        "timers of an idle vCPU of dom0",
                        "2.6.18: a watchdog of 1 Hz at least; " + ASSUMED),
                of("device-interrupts", RATE, 2, 0, 10_000, "interrupts of dom0's device, at CPU0", ASSUMED),
                of(
                        "foreign-interrupts",
                        RATE,
                        foreign,
                        0,
                        10_000,
                        "other interrupts at each CPU but CPU0",
                        ASSUMED + ": sweep it"),
                Parameter.word(
                        "foreign-kind",
                        List.of("random", "periodic"),
                        "when those come: with an exponential time in between, or always the same",
                        ASSUMED),
                of(
                        "lost-ipis",
                        SHARE,
                        0,
                        0,
                        1,
                        "a seeded fault: so many IPIs for TIMER do not arrive",
                        "hypothetical; none is lost in hardware that works"),
                Parameter.word(
                        "lost-with",
                        List.of("ipi", "raise"),
                        "whether TIMER is raised all the same, or its raising is lost, too",
                        "hypothetical"),
                of("c1-exit", DURATION, 3 * US, 0, 1e6, "leaving C1", NEHALEM),
                of("c2-exit", DURATION, 20 * US, 0, 1e6, "leaving ACPI's C2, Nehalem's C3", NEHALEM),
                of(
                        "c3-exit",
                        DURATION,
                        200 * US,
                        50 * US,
                        245 * US,
                        "leaving ACPI's C3, Nehalem's C6",
                        NEHALEM + "; 50..245us"),
                of("c-entry", DURATION, 10 * US, 0, 100 * US, "entering a C-state", ASSUMED),
                of("memory-access", DURATION, 10, 1, 100, "an access to memory with what is around it", ASSUMED),
                of("locked-access", DURATION, 20, 5, 200, "a locked operation", ASSUMED),
                of("clock-read", DURATION, 20, 5, 100, "NOW()", ASSUMED),
                of("hpet-access", DURATION, 500, 300, 1000, "an HPET register", "recalled; 0.3..1us"),
                of("lapic-access", DURATION, 50, 20, 200, "a local APIC register", ASSUMED),
                of("ipi", DURATION, 1500, 500, 3000, "from sending an IPI to its handler, target awake", ASSUMED),
                of("device-latency", DURATION, 1000, 100, 5000, "from a device's signal to the CPU", ASSUMED),
                of(
                        "pass",
                        DURATION,
                        5 * US,
                        2 * US,
                        20 * US,
                        "handler and softirq pass, beyond their operations",
                        ASSUMED),
                of(
                        "guest-step",
                        DURATION,
                        1 * US,
                        100,
                        100 * US,
                        "an instruction of a guest's program, for all that Linux does there",
                        ASSUMED),
                of("vcpu-switch", DURATION, 2 * US, 1 * US, 5 * US, "switching between vCPUs", ASSUMED),
                of(
                        "pm-timer",
                        DURATION,
                        850,
                        700,
                        1000,
                        "reading the PM timer, before and after a sleep",
                        "recalled: Windows' documentation"),
                of("core-power", POWER, 6, 5, 8, "what a core takes more while it is awake", ASSUMED),
                of(
                        "package-power",
                        POWER,
                        12,
                        8,
                        15,
                        "what a package takes more while one of its cores is awake",
                        "recalled: Xeon 5500"),
                of("idle-power", POWER, 200, 150, 250, "what the machine takes with all asleep", ASSUMED));
    }
}
