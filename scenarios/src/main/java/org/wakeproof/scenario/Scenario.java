// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.scenario.Settings.SafetyNet;

/** A question about an idle path that the checker can answer, with options. */
public interface Scenario {
    /** As typed on the command line. */
    String name();

    /** One line. */
    String summary();

    /** The names of the options that mean something to it, without dashes. */
    default Set<String> takes() {
        return Set.of(
                "cpus",
                "variant",
                "cstate",
                "hpet",
                "timers",
                "rounds",
                "sample-age",
                "platform",
                "net",
                "change",
                "memory");
    }

    /** The safety nets that do something in it; none where it does not take {@code net}. */
    default Set<SafetyNet> nets() {
        return takes().contains("net") ? EnumSet.allOf(SafetyNet.class) : EnumSet.noneOf(SafetyNet.class);
    }

    /** What can be changed of it; none where it does not take {@code change}. */
    default List<Change> changes() {
        return List.of();
    }

    /** What it takes for options that are not given, where that differs from the usual. */
    default Map<String, String> defaults() {
        return Map.of();
    }

    /** Its options with their values, one line each. */
    List<String> options();

    /** What is expected of it, one line for each case. */
    List<String> expectations();

    /**
     * Wires the system.
     *
     * @throws IllegalArgumentException if the settings do not fit together; the message says how
     */
    ClosedSystem build(Settings settings);

    /**
     * Wires the system by options as people type them.
     *
     * @param given their values by name, without dashes; those that are missing have their defaults
     * @throws IllegalArgumentException if it does not take an option, or not with that value; the message says so
     */
    default ClosedSystem wired(Map<String, String> given) {
        return wired(SettingsParser.parse(GivenOptions.complete(this, given)));
    }

    /**
     * Wires the system, and sees to it that nothing was asked of it in vain.
     *
     * @throws IllegalArgumentException if the settings do not fit together, or a change of them is nowhere in the system
     */
    default ClosedSystem wired(Settings settings) {
        ClosedSystem system = build(settings);
        settings.changes().wired();
        return system;
    }
}
