// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.wakeproof.scenario.Settings.CStateChoice;
import org.wakeproof.scenario.Settings.HpetChoice;
import org.wakeproof.scenario.Settings.PlatformFeature;
import org.wakeproof.scenario.Settings.SafetyNet;
import org.wakeproof.scenario.Settings.Variant;

/** Makes settings of the words that people type and reports keep; JPF runs it too. */
public final class SettingsParser {
    private SettingsParser() {}

    /**
     * Parses options by name.
     *
     * @throws IllegalArgumentException for an unknown value; the message names those there are
     */
    public static Settings parse(Map<String, String> named) {
        Set<SafetyNet> nets = values("net", named, SafetyNet.class);
        Set<PlatformFeature> platform = values("platform", named, PlatformFeature.class);
        if (platform.containsAll(Set.of(PlatformFeature.SYSIO, PlatformFeature.HALT))) {
            throw new IllegalArgumentException("--platform takes sysio or halt, not both");
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
                rounds(named.getOrDefault("rounds", "0")),
                platform,
                nets,
                values("change", named, Change.class),
                value("--memory", named.getOrDefault("memory", "sc"), Settings.Memory.values()));
    }

    private static <T extends Enum<T>> Set<T> values(String option, Map<String, String> named, Class<T> type) {
        Set<T> values = EnumSet.noneOf(type);
        String given = named.getOrDefault(option, "");
        if (!given.isEmpty()) {
            for (String each : given.split(",")) {
                values.add(value("--" + option, each, type.getEnumConstants()));
            }
        }
        return values;
    }

    private static int rounds(String text) {
        if (!text.matches("[0-9]{1,2}")) {
            throw new IllegalArgumentException("--rounds takes 1 to 99, or 0 for no bound, not " + text);
        }
        return Integer.parseInt(text);
    }

    private static int cpus(String text) {
        if (!text.matches("[1-8]")) {
            throw new IllegalArgumentException("--cpus takes 1 to 8, not " + text);
        }
        return Integer.parseInt(text);
    }

    private static <T> T value(String option, String given, T[] values) {
        StringBuilder known = new StringBuilder();
        for (T value : values) {
            if (value.toString().equalsIgnoreCase(given)) {
                return value;
            }
            known.append(known.length() == 0 ? "" : ", ").append(value);
        }
        throw new IllegalArgumentException(option + " takes " + known + "; not '" + given + "'");
    }
}
