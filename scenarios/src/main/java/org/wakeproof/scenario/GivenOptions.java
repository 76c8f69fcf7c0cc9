// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Completes the options that were given for a scenario by those that it takes besides. */
public final class GivenOptions {
    private GivenOptions() {}

    /**
     * What a scenario is told, by name, in a fixed order.
     *
     * @throws IllegalArgumentException if something was given that the scenario does not take; the message says so
     */
    public static Map<String, String> complete(Scenario scenario, Map<String, String> given) {
        for (String name : given.keySet()) {
            if (ScenarioOption.of(name) == null || !scenario.takes().contains(name)) {
                throw new IllegalArgumentException(scenario.name() + " does not take --" + name + "; it takes --"
                        + String.join(
                                ", --",
                                Stream.of(ScenarioOption.values())
                                        .map(ScenarioOption::word)
                                        .filter(scenario.takes()::contains)
                                        .toList()));
            }
        }
        if (given.containsKey(ScenarioOption.CHANGE.word())) {
            rejectOthersChanges(scenario, given.get(ScenarioOption.CHANGE.word()));
        }
        Map<String, String> named = new LinkedHashMap<>();
        for (ScenarioOption option : ScenarioOption.values()) {
            String name = option.word();
            String value = given.getOrDefault(name, scenario.defaults().getOrDefault(name, option.usual()));
            if (value != null && scenario.takes().contains(name)) {
                named.put(name, value);
            }
        }
        return named;
    }

    /** A change of a port that is not in the system would be on its verdict, and nowhere else. */
    private static void rejectOthersChanges(Scenario scenario, String given) {
        List<String> known = scenario.changes().stream().map(Change::toString).toList();
        for (String each : ScenarioOption.apart(given)) {
            if (known.stream().noneMatch(each::equalsIgnoreCase)) {
                throw new IllegalArgumentException(
                        scenario.name() + " takes --change " + String.join(", ", known) + "; not '" + each + "'");
            }
        }
    }
}
