// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.junit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Property;
import org.wakeproof.history.Scenarios;
import org.wakeproof.machine.Machine;
import org.wakeproof.scenario.GivenOptions;
import org.wakeproof.scenario.Settings.Memory;
import org.wakeproof.scenario.Settings.Variant;

/**
 * What is to be explored: a scenario with options, or a machine of one's own. Immutable. Nothing that it is told is
 * ignored: what does not apply is refused, at once where that can be known.
 */
public final class Spec {
    private final Subject subject;
    private final Options options;

    /** What a spec is about. */
    sealed interface Subject permits OfScenario, OwnMachine {
        String name();

        /** The same with one option more. */
        Subject with(String option, String value);

        /** Its options by name, with those that were not given. */
        Map<String, String> settings();

        /** Wires it, if it is not wired. */
        ClosedSystem system();
    }

    record OfScenario(String name, Map<String, String> given) implements Subject {
        @Override
        public Subject with(String option, String value) {
            Map<String, String> more = new LinkedHashMap<>(given);
            more.put(option, value);
            return new OfScenario(name, more);
        }

        @Override
        public Map<String, String> settings() {
            return GivenOptions.complete(Scenarios.named(name), given);
        }

        @Override
        public ClosedSystem system() {
            return Scenarios.wired(name, given);
        }
    }

    private Spec(Subject subject, Options options) {
        this.subject = subject;
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
        return new Spec(new OfScenario(name, Map.of()), Options.defaults());
    }

    /**
     * A machine of one's own, and what it is checked for. Its memory is as it was wired, unless {@link #memory} says
     * otherwise; it takes no other option.
     *
     * @throws IllegalArgumentException if it is not sealed
     */
    public static Spec machine(Machine machine, Property... properties) {
        return new Spec(OwnMachine.of(machine, properties), Options.defaults());
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

    /**
     * An option of the scenario by its name without dashes.
     *
     * @throws IllegalArgumentException if a machine of one's own does not take it
     */
    public Spec with(String option, String value) {
        return new Spec(subject.with(option, value), options);
    }

    /** Stops, INCOMPLETE, after that time. */
    public Spec within(Duration time) {
        return new Spec(subject, options.withTimeout(time));
    }

    /** Stops, INCOMPLETE, at that many states. */
    public Spec upTo(long states) {
        return new Spec(subject, options.withMaxStates(states));
    }

    /** Without any reduction. */
    public Spec unreduced() {
        return new Spec(subject, options.withFusion(false));
    }

    /**
     * In another order, or symbolically: all states at once, as sets. A symbolic search stores no states, so it takes no
     * limit of them.
     */
    public Spec search(Options.Order order) {
        return new Spec(subject, options.withSearch(order));
    }

    /**
     * The system that a report names, if this spec is about that.
     *
     * @throws IllegalArgumentException if it is about another
     */
    ClosedSystem systemOf(String name, Map<String, String> settings) {
        if (!subject.name().equals(name) || !subject.settings().equals(settings)) {
            throw new IllegalArgumentException("it is about " + name + " " + settings + ", and the spec about "
                    + subject.name() + " " + subject.settings());
        }
        return subject.system();
    }

    /**
     * Explores it, within the limits of the test that does.
     *
     * @throws IllegalArgumentException if the scenario does not take an option, or not with that value, or if the search
     *     does not take a limit
     * @throws IllegalStateException if a machine of one's own has been explored with another memory
     */
    public Exploration explore() {
        ClosedSystem system = subject.system();
        Options within = Limits.current().on(options);
        checkStates(within);
        return new Exploration(
                subject.name(),
                subject.settings(),
                system,
                new Explorer(system.machine(), system.properties(), within).run());
    }

    /** A limit of stored states is none where a search never comes to it. */
    private static void checkStates(Options within) {
        boolean isLimited = within.maxStates() < Options.defaults().maxStates();
        if (isLimited && within.search() == Options.Order.SYMBOLIC) {
            throw new IllegalArgumentException("a symbolic search stores no states: limit it by time");
        }
        if (isLimited && within.search() == Options.Order.AUTO && within.maxStates() > Options.AUTO_STATES) {
            throw new IllegalArgumentException("an automatic search goes on as sets at " + Options.AUTO_STATES
                    + " stored states, and never comes to more: limit it by time");
        }
    }
}
