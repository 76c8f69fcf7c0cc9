// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.junit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Property;
import org.wakeproof.history.Scenarios;
import org.wakeproof.machine.Machine;
import org.wakeproof.scenario.GivenOptions;
import org.wakeproof.scenario.Scenario;
import org.wakeproof.scenario.Settings.Memory;
import org.wakeproof.scenario.Settings.Variant;
import org.wakeproof.scenario.SettingsParser;

/** What is to be explored: a scenario with options, or a machine of one's own. Immutable. */
public final class Spec {
    private final String name;
    private final Map<String, String> given;
    private final ClosedSystem own;
    private final Options options;

    private Spec(String name, Map<String, String> given, ClosedSystem own, Options options) {
        this.name = name;
        this.given = given;
        this.own = own;
        this.options = options;
    }

    /** CPUs that idle, with their ticks. */
    public static Spec idleTick() {
        return scenario("idle-tick");
    }

    /**
     * A scenario of {@code wakeproof list}.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Spec scenario(String name) {
        Scenarios.named(name);
        return new Spec(name, Map.of(), null, Options.defaults());
    }

    /** A sealed machine of one's own, and what it is checked for. */
    public static Spec machine(Machine machine, Property... properties) {
        ClosedSystem system =
                new ClosedSystem(machine, List.of(properties), List.of("a machine of its own"), Map.of(), state -> "");
        return new Spec("machine", Map.of(), system, Options.defaults());
    }

    /** Which version of the idle entry, as {@code --variant}. */
    public Spec variant(String version) {
        return with("variant", version);
    }

    /** Which version of the idle entry. */
    public Spec variant(Variant version) {
        return variant(version.toString());
    }

    /** How many physical CPUs. */
    public Spec cpus(int count) {
        return with("cpus", Integer.toString(count));
    }

    /** Which C-states the governor may choose, as {@code --cstate}. */
    public Spec cState(String choice) {
        return with("cstate", choice);
    }

    /** How memory behaves. */
    public Spec memory(Memory model) {
        return with("memory", model.toString());
    }

    /** An option of the scenario by its name without dashes. */
    public Spec with(String option, String value) {
        Map<String, String> more = new LinkedHashMap<>(given);
        more.put(option, value);
        return new Spec(name, more, own, options);
    }

    /** Stops, INCOMPLETE, after that time. */
    public Spec within(Duration time) {
        return new Spec(name, given, own, options.withTimeout(time));
    }

    /** Stops, INCOMPLETE, at that many states. */
    public Spec upTo(long states) {
        return new Spec(name, given, own, options.withMaxStates(states));
    }

    /** Without any reduction. */
    public Spec unreduced() {
        return new Spec(name, given, own, options.withFusion(false));
    }

    Spec withLimits(Duration time, long states) {
        return new Spec(
                name,
                given,
                own,
                options.withTimeout(options.timeout().compareTo(time) < 0 ? options.timeout() : time)
                        .withMaxStates(Math.min(options.maxStates(), states)));
    }

    /**
     * Explores it.
     *
     * @throws IllegalArgumentException if the scenario does not take an option, or not with that value
     */
    public Exploration explore() {
        Map<String, String> named = Map.of();
        ClosedSystem system = own;
        if (system == null) {
            Scenario scenario = Scenarios.named(name);
            named = GivenOptions.complete(scenario, given);
            system = scenario.build(SettingsParser.parse(named));
        }
        return new Exploration(name, named, system, new Explorer(system.machine(), system.properties(), options).run());
    }
}
