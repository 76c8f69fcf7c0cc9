// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history;

import java.util.List;
import java.util.Optional;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Searches;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.scenario.CommandLine;
import org.wakeproof.scenario.Scenario;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.Settings.SafetyNet;

/**
 * A system as it is before or after a fix.
 *
 * @param commandLine what a user types behind {@code check}
 * @param only the one property that decides, or null for all of the scenario's
 * @param expected its verdict
 */
public record Side(String commandLine, String only, Verdict expected) {
    private static final String CPUS = "cpus";

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

    /** The same with one physical CPU more, if its scenario leaves the choice. */
    public Optional<Side> withOneMoreCpu() {
        Scenario scenario = scenario();
        if (!scenario.takes().contains(CPUS)) {
            return Optional.empty();
        }
        CommandLine line = CommandLine.of(commandLine);
        String usual = scenario.defaults()
                .getOrDefault(CPUS, Integer.toString(Settings.defaults().cpus()));
        StringBuilder more = new StringBuilder(scenario.name());
        line.given().forEach((option, value) -> {
            if (!option.equals(CPUS)) {
                more.append(" --").append(option).append(' ').append(value);
            }
        });
        int cpus = 1 + Integer.parseInt(line.given().getOrDefault(CPUS, usual));
        return Optional.of(new Side(more + " --" + CPUS + " " + cpus, only, expected));
    }

    private Scenario scenario() {
        return Scenarios.named(CommandLine.of(commandLine).scenario());
    }

    /** Wires the system. */
    public ClosedSystem system() {
        ClosedSystem system = Scenarios.wired(commandLine);
        List<Property> deciding = system.properties().stream()
                .filter(property -> only == null || property.name().equals(only))
                .toList();
        if (deciding.isEmpty()) {
            throw new IllegalStateException(commandLine + " has no property '" + only + "'");
        }
        return new ClosedSystem(system.machine(), deciding, system.bounds(), system.subjects(), system.outcome());
    }

    /** Explores it. */
    public Result explore(ClosedSystem system, Options options) {
        return explore(system, options, new Searches());
    }

    /** The same as one of several searches. */
    public Result explore(ClosedSystem system, Options options, Searches searches) {
        Explorer explorer = new Explorer(system.machine(), system.properties(), options);
        return explorer.shown(searches.run(explorer));
    }
}
