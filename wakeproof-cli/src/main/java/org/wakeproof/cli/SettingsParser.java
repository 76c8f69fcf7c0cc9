// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.Settings.CStateChoice;
import org.wakeproof.scenario.Settings.HpetChoice;
import org.wakeproof.scenario.Settings.SafetyNet;
import org.wakeproof.scenario.Settings.Variant;

/** Makes settings of the words that people type and reports keep. */
final class SettingsParser {
    private SettingsParser() {}

    /**
     * Parses options by name.
     *
     * @throws IllegalArgumentException for an unknown value; the message names those there are
     */
    static Settings parse(Map<String, String> named) {
        Set<SafetyNet> nets = EnumSet.noneOf(SafetyNet.class);
        String given = named.getOrDefault("net", "");
        if (!given.isEmpty()) {
            for (String net : given.split(",")) {
                nets.add(value("--net", net, SafetyNet.values()));
            }
        }
        String timers = named.getOrDefault("timers", "single-shot");
        if (!timers.equals("single-shot") && !timers.equals("none")) {
            throw new IllegalArgumentException("--timers takes single-shot or none, not '" + timers + "'");
        }
        return new Settings(
                cpus(named.getOrDefault("cpus", "2")),
                value("--variant", named.getOrDefault("variant", "v2"), Variant.values()),
                value("--cstate", named.getOrDefault("cstate", "any"), CStateChoice.values()),
                value("--hpet", named.getOrDefault("hpet", "legacy"), HpetChoice.values()),
                timers.equals("single-shot"),
                nets);
    }

    private static int cpus(String text) {
        if (!text.matches("[1-8]")) {
            throw new IllegalArgumentException("--cpus takes 1 to 8, not " + text);
        }
        return Integer.parseInt(text);
    }

    private static <T> T value(String option, String given, T[] values) {
        return Arrays.stream(values)
                .filter(value -> value.toString().equalsIgnoreCase(given))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(option + " takes "
                        + String.join(
                                ", ",
                                Arrays.stream(values).map(Object::toString).toList()) + "; not '" + given
                        + "'"));
    }
}
