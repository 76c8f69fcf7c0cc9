// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Completes the options that were given for a scenario by those that it takes besides. */
public final class GivenOptions {
    private static final List<String> ORDER =
            List.of("variant", "cpus", "cstate", "hpet", "timers", "rounds", "platform", "net", "change", "memory");
    private static final Map<String, String> USUAL =
            Map.of("variant", "v2", "cpus", "2", "cstate", "any", "hpet", "legacy", "timers", "single-shot");

    private GivenOptions() {}

    /** Whether an option, named without dashes, is one that scenarios take. */
    public static boolean isOfScenarios(String option) {
        return ORDER.contains(option);
    }

    /**
     * What a scenario is told, by name, in a fixed order.
     *
     * @throws IllegalArgumentException if something was given that the scenario does not take; the message says so
     */
    public static Map<String, String> complete(Scenario scenario, Map<String, String> given) {
        for (String name : given.keySet()) {
            if (!scenario.takes().contains(name)) {
                throw new IllegalArgumentException(scenario.name() + " does not take --" + name + "; it takes --"
                        + String.join(
                                ", --",
                                ORDER.stream()
                                        .filter(scenario.takes()::contains)
                                        .toList()));
            }
        }
        Map<String, String> named = new LinkedHashMap<>();
        for (String name : ORDER) {
            String value = given.getOrDefault(name, scenario.defaults().getOrDefault(name, USUAL.get(name)));
            if (value != null && scenario.takes().contains(name)) {
                named.put(name, value);
            }
        }
        return named;
    }
}
