// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What packets by way of a driver domain depend on. */
final class PacketParameters {
    private static final double US = 1e3;
    private static final String ASSUMED = "assumption";
    /** Of an idle machine with dom0 alone. */
    private static final Set<String> OF_IDLE = Set.of(
            "cpus",
            "packages",
            "governor-timer",
            "overflow-timer",
            "mce-poll",
            "dom0-timers",
            "device-interrupts",
            "lost-ipis",
            "lost-with",
            "core-power",
            "package-power",
            "idle-power");

    private PacketParameters() {}

    /**
     * Those that all scenarios with a driver domain have.
     *
     * @param poll how often a driver with a timer usually looks, in nanoseconds, and where that comes from
     * @param foreign the usual rate of foreign interrupts
     * @param own those of the scenario
     */
    static List<Parameter> all(double poll, String pollSource, double foreign, List<Parameter> own) {
        List<Parameter> all = new ArrayList<>();
        all.add(Parameter.word(
                "driver",
                List.of("timer", "interrupt"),
                "what wakes the driver domain",
                "drivers under load look by a timer, others are interrupted"));
        all.add(Parameter.number(
                "poll", Unit.DURATION, poll, 1e6, 1e9, "how often a driver with a timer looks", pollSource));
        all.addAll(own);
        all.add(Parameter.number(
                PacketSystem.LOST,
                Unit.SHARE,
                0,
                0,
                1,
                "a seeded fault: so many events of the guest for the driver domain are lost, as by a ring without its final check",
                "hypothetical; a control"));
        all.add(Parameter.word(
                "receive", List.of("flip", "copy"), "how packets get to the guest", "netfront: rx_flip and rx_copy"));
        all.add(duration("page-flip", 4 * US, 2 * US, 8 * US, "transferring a page beyond its operations", ASSUMED));
        all.add(duration("page-copy", 800, 400, 1500, "copying 1500 bytes beyond its operations", ASSUMED));
        all.add(duration(
                "driver-work",
                20 * US,
                10 * US,
                30 * US,
                "driver, bridge and netback, for each packet",
                ASSUMED + "; 10..30us"));
        all.add(duration(
                "guest-work",
                25 * US,
                10 * US,
                10_000 * US,
                "network stack and application, for each packet",
                ASSUMED + "; 10..40us for the path alone"));
        all.add(Parameter.number("cpus", Unit.COUNT, 2, 2, 16, "physical CPUs", "one for each domain"));
        IdleParameters.all(foreign).stream()
                .filter(parameter -> !OF_IDLE.contains(parameter.name()))
                .forEach(all::add);
        return all;
    }

    static Parameter duration(String name, double value, double low, double high, String text, String source) {
        return Parameter.number(name, Unit.DURATION, value, low, high, text, source);
    }
}
