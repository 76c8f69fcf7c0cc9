// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.fixes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Searches;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.scenario.ClosedSystem;
import org.wakeproof.scenario.GivenOptions;
import org.wakeproof.scenario.Scenario;
import org.wakeproof.scenario.Scenarios;
import org.wakeproof.scenario.Settings.SafetyNet;
import org.wakeproof.scenario.SettingsParser;

/**
 * A system as it is before or after a fix.
 *
 * @param commandLine what a user types behind {@code check}
 * @param only the one property that decides, or null for all of the scenario's
 * @param expected its verdict
 */
public record Side(String commandLine, String only, Verdict expected) {
    static Side violated(String commandLine) {
        return new Side(commandLine, null, Verdict.VIOLATED);
    }

    static Side holds(String commandLine) {
        return new Side(commandLine, null, Verdict.HOLDS);
    }

    Side decidedBy(String property) {
        return new Side(commandLine, property, expected);
    }

    /** The same with a safety net on, if that does something in its scenario. */
    public Optional<Side> withNet(SafetyNet net) {
        return scenario().nets().contains(net)
                ? Optional.of(new Side(commandLine + " --net " + net, only, expected))
                : Optional.empty();
    }

    private Scenario scenario() {
        return Scenarios.named(words().get(0));
    }

    /** Wires the system. */
    public ClosedSystem system() {
        Scenario scenario = scenario();
        ClosedSystem system = scenario.build(SettingsParser.parse(options(scenario)));
        List<Property> deciding = system.properties().stream()
                .filter(property -> only == null || property.name().equals(only))
                .toList();
        if (deciding.isEmpty()) {
            throw new IllegalStateException(commandLine + " has no property '" + only + "'");
        }
        return new ClosedSystem(system.machine(), deciding, system.bounds(), system.subjects(), system.outcome());
    }

    private List<String> words() {
        return List.of(commandLine.split(" "));
    }

    private Map<String, String> options(Scenario scenario) {
        Map<String, String> given = new LinkedHashMap<>();
        List<String> words = words();
        for (int i = 1; i < words.size(); i += 2) {
            given.put(words.get(i).substring("--".length()), words.get(i + 1));
        }
        return GivenOptions.complete(scenario, given);
    }

    /** Explores it. */
    public Result explore(ClosedSystem system, Options options) {
        return explore(system, options, new Searches());
    }

    /** The same as one of several searches. */
    public Result explore(ClosedSystem system, Options options, Searches searches) {
        Explorer explorer = new Explorer(system.machine(), system.properties(), options);
        Result result = searches.run(explorer);
        return result.trace()
                .map(trace -> result.withTrace(explorer.withFewerSwitches(trace)))
                .orElse(result);
    }
}
