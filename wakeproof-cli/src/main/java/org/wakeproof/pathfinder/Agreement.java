// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.pathfinder;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.scenario.ClosedSystem;
import org.wakeproof.scenario.Scenarios;
import org.wakeproof.scenario.SettingsParser;

/** The comparison of both engines: the same verdict, and the same set of outcomes at rest. */
public final class Agreement {
    /** Every system that JPF finishes in minutes. */
    public static final List<Case> CASES = List.of(
            of("variant=v1", "timers=none"),
            of("variant=v2", "timers=none"),
            of("variant=v1-alt", "timers=none"),
            of("variant=no-check", "timers=none"),
            of("variant=v1", "timers=none", "hpet=msi"),
            of("variant=v1", "timers=none", "cstate=c1"),
            of("variant=v1"),
            of("variant=v2"),
            of("variant=v2", "timers=none", "hpet=msi"),
            of("variant=v2", "timers=none", "hpet=legacy-any"),
            of("variant=v2", "timers=none", "hpet=msi-shared"),
            of("variant=v2", "timers=none", "cstate=any"),
            of("variant=v2", "timers=none", "platform=halt"),
            of("variant=v2", "timers=none", "rounds=2"));

    private Agreement() {}

    /**
     * A system for both engines.
     *
     * @param options of idle-once, with C3 unless they say otherwise
     */
    public record Case(Map<String, String> options) {
        /** What tables and tests call it. */
        public String name() {
            return String.join(
                    " ",
                    options.entrySet().stream()
                            .map(option -> option.getKey() + "=" + option.getValue())
                            .toList());
        }

        /** Wires it. */
        public ClosedSystem system() {
            return Scenarios.named("idle-once").build(SettingsParser.parse(options));
        }
    }

    /**
     * What both say.
     *
     * @param difference in what they differ, with an example; empty if in nothing
     */
    public record Comparison(Opinion embedded, Opinion pathFinder, Optional<String> difference) {}

    private static Case of(String... options) {
        Map<String, String> named = new LinkedHashMap<>();
        for (String option : options) {
            String[] parts = option.split("=");
            named.put(parts[0], parts[1]);
        }
        named.putIfAbsent("cstate", "c3");
        return new Case(named);
    }

    /** Runs both. */
    public static Comparison compare(Case each, PathFinderRun run) throws IOException {
        Map<String, String> options = new LinkedHashMap<>(each.options());
        options.put("violations", "go-on");
        ClosedSystem system = each.system();
        Opinion pathFinder = run.run("idle-once", options, system);
        Opinion embedded = Embedded.opinion(each.system(), true);
        return new Comparison(embedded, pathFinder, difference(embedded, pathFinder));
    }

    static Optional<String> difference(Opinion embedded, Opinion pathFinder) {
        if (pathFinder.verdict() == Verdict.INCOMPLETE) {
            return Optional.of("JPF: " + pathFinder.explanation());
        }
        if (embedded.verdict() != pathFinder.verdict()) {
            return Optional.of(
                    "embedded " + embedded.verdict() + " " + embedded.property().orElse("") + ", JPF "
                            + pathFinder.verdict() + " " + pathFinder.property().orElse(""));
        }
        Optional<String> more = onlyIn(embedded, pathFinder).map(outcome -> "only the embedded engine: " + outcome);
        return more.isPresent() ? more : onlyIn(pathFinder, embedded).map(outcome -> "only JPF: " + outcome);
    }

    private static Optional<String> onlyIn(Opinion one, Opinion other) {
        TreeSet<String> rest = new TreeSet<>(one.outcomes());
        rest.removeAll(other.outcomes());
        return rest.stream().findFirst();
    }
}
