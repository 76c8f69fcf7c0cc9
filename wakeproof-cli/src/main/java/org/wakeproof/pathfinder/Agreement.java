// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.pathfinder;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.scenario.ClosedSystem;
import org.wakeproof.scenario.Scenarios;
import org.wakeproof.scenario.SettingsParser;

/** The comparison of both engines: the same verdict, and the same set of outcomes at rest. */
public final class Agreement {
    /** Every system that JPF finishes in minutes; each that is to pass with one that differs in one option and fails. */
    public static final List<Case> CASES = List.of(
            failing("v1", "variant=v1 timers=none"),
            passing("v2", "v1", "variant=v2 timers=none"),
            failing("no-check", "variant=no-check timers=none"),
            failing("v1-alt", "variant=v1-alt timers=none"),
            passing("v1-c1", "v1", "variant=v1 timers=none cstate=c1"),
            failing("v1-single-shot", "variant=v1"),
            passing("v2-single-shot", "v1-single-shot", "variant=v2"),
            failing("v1-legacy-any", "variant=v1 timers=none hpet=legacy-any"),
            passing("v2-legacy-any", "v1-legacy-any", "variant=v2 timers=none hpet=legacy-any"),
            failing("v1-alt-msi", "variant=v1-alt timers=none hpet=msi"),
            passing("v1-msi", "v1-alt-msi", "variant=v1 timers=none hpet=msi"),
            passing("v2-msi", "v1-alt-msi", "variant=v2 timers=none hpet=msi"),
            failing("v1-alt-msi-shared", "variant=v1-alt timers=none hpet=msi-shared"),
            passing("v2-msi-shared", "v1-alt-msi-shared", "variant=v2 timers=none hpet=msi-shared"),
            failing("v1-any", "variant=v1 timers=none cstate=any"),
            passing("v2-any", "v1-any", "variant=v2 timers=none cstate=any"),
            failing("v1-halt", "variant=v1 timers=none platform=halt"),
            passing("v2-halt", "v1-halt", "variant=v2 timers=none platform=halt"),
            failing("v1-twice", "variant=v1 timers=none rounds=2"),
            passing("v2-twice", "v1-twice", "variant=v2 timers=none rounds=2"));

    private Agreement() {}

    /**
     * A system for both engines.
     *
     * @param name of its file in jpf-configs, after idle-once-
     * @param expected what both are to say
     * @param twin a system that differs in one option and fails, so that the pass means something
     * @param options of idle-once
     */
    public record Case(String name, Verdict expected, Optional<String> twin, Map<String, String> options) {
        /** Wires it. */
        public ClosedSystem system() {
            return Scenarios.named("idle-once").build(SettingsParser.parse(options));
        }

        /** The name of its configuration. */
        public String file() {
            return "idle-once-" + name + ".jpf";
        }

        /** Its configuration for plain JPF. */
        public String config() {
            String arguments = options.entrySet().stream()
                    .map(option -> "," + option.getKey() + "=" + option.getValue())
                    .collect(Collectors.joining());
            return "# SPDX-License-Identifier: GPL-2.0-only\n"
                    + "# Expected: " + expected
                    + twin.map(name -> "; its twin that fails is idle-once-" + name + ".jpf")
                            .orElse("") + "\n"
                    + "@include = common.properties\n"
                    + "target.args = idle-once" + arguments + "\n";
        }
    }

    /**
     * What both say.
     *
     * @param difference in what they differ, with an example; empty if in nothing
     */
    public record Comparison(Opinion embedded, Opinion pathFinder, Optional<String> difference) {
        /** Whether both have seen the whole space; if not, a difference says nothing. */
        public boolean isWhole() {
            return embedded.verdict() != Verdict.INCOMPLETE && pathFinder.verdict() != Verdict.INCOMPLETE;
        }
    }

    private static Case failing(String name, String options) {
        return of(name, Verdict.VIOLATED, null, options);
    }

    private static Case passing(String name, String twin, String options) {
        return of(name, Verdict.HOLDS, twin, options);
    }

    private static Case of(String name, Verdict expected, String twin, String options) {
        Map<String, String> named = new LinkedHashMap<>();
        for (String option : options.split(" ")) {
            String[] parts = option.split("=");
            named.put(parts[0], parts[1]);
        }
        named.putIfAbsent("cstate", "c3");
        return new Case(name, expected, Optional.ofNullable(twin), named);
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
        if (embedded.verdict() == Verdict.INCOMPLETE) {
            return Optional.of("embedded: " + embedded.explanation());
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
