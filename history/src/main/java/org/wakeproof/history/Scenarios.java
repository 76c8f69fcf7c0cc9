// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.history.system.HistoricScenarios;
import org.wakeproof.history.today.TodaysScenarios;
import org.wakeproof.scenario.CommandLine;
import org.wakeproof.scenario.PortScenarios;
import org.wakeproof.scenario.Scenario;

/** All scenarios by name. */
public final class Scenarios {
    private static final List<Scenario> ALL =
            both(both(PortScenarios.all(), HistoricScenarios.all()), TodaysScenarios.all());

    private Scenarios() {}

    /** One list after the other; JPF, under which this runs, cannot end a stream by {@code toList}. */
    private static List<Scenario> both(List<Scenario> first, List<Scenario> second) {
        List<Scenario> both = new ArrayList<>(first);
        both.addAll(second);
        return List.copyOf(both);
    }

    public static List<Scenario> all() {
        return ALL;
    }

    /**
     * Finds a scenario.
     *
     * @throws IllegalArgumentException if there is none of that name; the message names those there are
     */
    public static Scenario named(String name) {
        return ALL.stream()
                .filter(scenario -> scenario.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no scenario '" + name + "'; there is "
                        + String.join(
                                ", ",
                                PortScenarios.all().stream().map(Scenario::name).toList())
                        + ", and the historic ones of 'list'"));
    }

    /**
     * Wires a scenario.
     *
     * @param name its name
     * @param given its options by name, without dashes; those that are missing have their defaults
     * @throws IllegalArgumentException if there is none of that name, or it does not take an option, or not with that
     *     value
     */
    public static ClosedSystem wired(String name, Map<String, String> given) {
        return named(name).wired(given);
    }

    /** Wires what a user types behind {@code check}. */
    public static ClosedSystem wired(String commandLine) {
        CommandLine line = CommandLine.of(commandLine);
        return wired(line.scenario(), line.given());
    }
}
