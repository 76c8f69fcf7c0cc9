// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.pathfinder;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.history.Scenarios;
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
            passing("v2-twice", "v1-twice", "variant=v2 timers=none rounds=2"),
            failing("poll", "ports-only", "change=poll-looks-at-ports-only"),
            passing("poll", "as-is", "ports-only", ""),
            failing("block", "looks-first", "change=block-looks-first"),
            passing("block", "as-is", "looks-first", ""),
            failing("block", "silent-idlers", "change=idlers-never-set"),
            failing("tickle", "as-is", ""),
            stopping("affinity-race", "as-is", ""),
            failing("offline", "v2", "variant=v2 timers=none"),
            passing("offline", "timers-only", "v2", "variant=timers-only timers=none"),
            passing("offline", "v1", "v2", "variant=v1 timers=none"),
            failing("tick-under-guest", "v2", "cpus=1 variant=v2 cstate=c1"),
            failing("raise-batch", "number", "change=notes-softirq-number"),
            passing("raise-batch", "as-is", "number", ""),
            failing("tasklet-handover", "tells-itself", "change=tasklet-tells-itself"),
            passing("tasklet-handover", "as-is", "tells-itself", ""),
            failing("mwait-wakeup", "monitor-last", "change=arms-monitor-last"),
            passing("mwait-wakeup", "as-is", "monitor-last", ""),
            failing("x2apic-send", "without-fence", "memory=tso change=sends-without-fence"),
            passing("x2apic-send", "as-is", "without-fence", "memory=tso"),
            failing("in-mwait", "monitor-last", "memory=tso change=arms-monitor-last"),
            passing("in-mwait", "as-is", "monitor-last", "memory=tso"));

    private Agreement() {}

    /**
     * Some of the cases: those of a scenario, or one of them, as {@code block} and {@code block-as-is}.
     *
     * @throws IllegalArgumentException if there is none of that name; the message names them all
     */
    public static List<Case> named(String name) {
        List<Case> some = CASES.stream()
                .filter(each -> each.scenario().equals(name) || each.fullName().equals(name))
                .toList();
        if (some.isEmpty()) {
            throw new IllegalArgumentException("'" + name + "' is none of the systems that both engines are run on: "
                    + CASES.stream().map(Case::fullName).collect(Collectors.joining(", ")));
        }
        return some;
    }

    /**
     * A system for both engines.
     *
     * @param scenario its scenario
     * @param name of its file in jpf-configs, after the scenario's name
     * @param expected what both are to say
     * @param twin a system that differs in one option and fails, so that the pass means something
     * @param goesOn whether outcomes are compared, for which runs go on after a violation; not where the ports then
     *     break the machine's rules
     * @param options of the scenario
     */
    public record Case(
            String scenario,
            String name,
            Verdict expected,
            Optional<String> twin,
            boolean goesOn,
            Map<String, String> options) {
        /** Wires it. */
        public ClosedSystem system() {
            return Scenarios.named(scenario).wired(SettingsParser.parse(options));
        }

        /** The scenario's name, and its own. */
        public String fullName() {
            return scenario + "-" + name;
        }

        /** The name of its configuration. */
        public String file() {
            return fullName() + ".jpf";
        }

        /** Its configuration for plain JPF. */
        public String config() {
            String arguments = options.entrySet().stream()
                    .map(option -> "," + option.getKey() + "=" + option.getValue())
                    .collect(Collectors.joining());
            return "# SPDX-License-Identifier: GPL-2.0-only\n"
                    + "# Expected: " + expected
                    + twin.map(other -> "; its twin that fails is " + scenario + "-" + other + ".jpf")
                            .orElse("") + "\n"
                    + "@include = common.properties\n"
                    + "target.args = " + scenario + arguments + "\n";
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
        return of("idle-once", name, Verdict.VIOLATED, null, options + " cstate=c3");
    }

    private static Case passing(String name, String twin, String options) {
        return of("idle-once", name, Verdict.HOLDS, twin, options + " cstate=c3");
    }

    private static Case failing(String scenario, String name, String options) {
        return of(scenario, name, Verdict.VIOLATED, null, options);
    }

    private static Case passing(String scenario, String name, String twin, String options) {
        return of(scenario, name, Verdict.HOLDS, twin, options);
    }

    private static Case stopping(String scenario, String name, String options) {
        Case each = of(scenario, name, Verdict.VIOLATED, null, options);
        return new Case(scenario, name, each.expected, each.twin, false, each.options);
    }

    private static Case of(String scenario, String name, Verdict expected, String twin, String options) {
        Map<String, String> named = new LinkedHashMap<>();
        for (String option : options.split(" ")) {
            String[] parts = option.split("=");
            if (parts.length == 2) {
                named.putIfAbsent(parts[0], parts[1]);
            }
        }
        return new Case(scenario, name, expected, Optional.ofNullable(twin), true, named);
    }

    /** Runs both. */
    public static Comparison compare(Case each, PathFinderRun run) throws IOException {
        Map<String, String> options = new LinkedHashMap<>(each.options());
        if (each.goesOn()) {
            options.put("violations", "go-on");
        }
        ClosedSystem system = each.system();
        Opinion pathFinder = run.run(each.scenario(), options, system);
        Opinion embedded = Embedded.opinion(each.system(), true);
        return new Comparison(
                embedded,
                pathFinder,
                each.goesOn() ? difference(embedded, pathFinder) : differentVerdict(embedded, pathFinder));
    }

    private static Optional<String> differentVerdict(Opinion embedded, Opinion pathFinder) {
        return difference(embedded.withoutOutcomes(), pathFinder.withoutOutcomes());
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
