// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wakeproof.timed.report.CsvRuns;
import org.wakeproof.timed.report.JsonRuns;
import org.wakeproof.timed.report.Runs;
import org.wakeproof.timed.report.RunsPage;
import org.wakeproof.timed.report.TextRuns;
import org.wakeproof.timed.scenario.Parameter;
import org.wakeproof.timed.scenario.Parameters;
import org.wakeproof.timed.scenario.Request;
import org.wakeproof.timed.scenario.TimedScenario;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the ports in nanoseconds. */
@Command(
        name = "time",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "The same ports in nanoseconds: what is counted in a run of a machine with clocks, C-states and latencies.",
            "Without a scenario, lists them. The same seed gives the same run."
        })
final class TimeCommand implements Callable<ExitStatus> {
    private CommandSpec spec;

    @picocli.CommandLine.Parameters(
            paramLabel = "SCENARIO",
            arity = "0..1",
            completionCandidates = Names.class,
            description = "Which; see the list.")
    private String name;

    @Option(
            names = "--variant",
            completionCandidates = Variants.class,
            paramLabel = "V",
            description = "Which variant; usually the first of the list.")
    private String variant;

    @Option(
            names = "--compare",
            completionCandidates = Variants.class,
            paramLabel = "V",
            split = ",",
            description = "Several variants side by side.")
    private @Nullable List<String> compare;

    @Option(names = "--seconds", paramLabel = "N", description = "How much of the run is counted: 0.05, 60, 5m, 1h.")
    private String seconds;

    @Option(
            names = "--set",
            completionCandidates = ParameterNames.class,
            paramLabel = "NAME=VALUE",
            description = "Sets a parameter of the list below.")
    private List<String> set = List.of();

    @Option(
            names = "--sweep",
            completionCandidates = ParameterNames.class,
            paramLabel = "NAME=A..B",
            description = "A run for each of five values from A to B, or of A,B,C; before those, one with what is set.")
    private String sweep;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Chance, as with dom0's timers, begins with it (default: 1).")
    private long seed = 1;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            converter = OutputFile.class,
            description = "Writes a page with pictures.")
    private Path html;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            converter = OutputFile.class,
            description = "Writes a line for each run.")
    private Path csv;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            converter = OutputFile.class,
            description = "Writes all that was counted.")
    private Path json;

    /** The parameters stand in the help, with their ranges and sources. */
    @Spec
    void spec(CommandSpec given) {
        spec = given;
        List<String> footer = new ArrayList<>();
        Set<Parameter> told = new HashSet<>();
        for (TimedScenario scenario : TimedScenario.all()) {
            footer.add("");
            footer.add("Parameters of " + scenario.name()
                    + (told.isEmpty() ? ":" : ", where they differ from those above:"));
            for (Parameter parameter : scenario.parameters()) {
                if (!told.add(parameter)) {
                    continue;
                }
                footer.add(String.format(
                                Locale.ROOT,
                                "  %-17s %-7s %s: %s [%s]",
                                parameter.name(),
                                parameter.format(parameter.value()),
                                parameter.range(),
                                parameter.text(),
                                parameter.source())
                        .replace("%", "%%"));
            }
        }
        spec.usageMessage().footer(footer.toArray(new String[0]));
    }

    @Override
    public ExitStatus call() {
        PrintWriter out = spec.commandLine().getOut();
        if (name == null) {
            Usage.checked(spec, this::refuseOptionsOfNoScenario);
            list(out);
            return ExitStatus.HOLDS;
        }
        TimedScenario scenario = Usage.checked(spec, () -> named(name));
        List<Request> requests = Usage.checked(spec, () -> requests(scenario));
        TimedRuns timed = new TimedRuns(scenario, requests);
        try (TimedProgress progress = new TimedProgress(spec.commandLine().getErr(), requests.size())) {
            timed.run(progress);
        }
        boolean whole = timed.cutOff().isEmpty();
        if (whole) {
            Usage.checked(spec, () -> refuseUnread(requests));
        }
        boolean written = timed.ended().isEmpty() || tell(out, scenario, timed);
        if (!whole) {
            Terminal.printWrapped(out, "INCOMPLETE  " + timed.cutOff());
            out.flush();
        }
        return !written ? ExitStatus.FAILED : whole ? ExitStatus.HOLDS : ExitStatus.INCOMPLETE;
    }

    /** Whether all files could be written. */
    private boolean tell(PrintWriter out, TimedScenario scenario, TimedRuns timed) {
        Map<String, String> usual = Parameters.usual(scenario.parameters()).written();
        Runs runs = new Runs(timed.ended(), usual, timed.cutOff());
        out.print(new TextRuns(runs, Terminal.givenWidth()).render());
        out.flush();
        return Terminal.write(spec, html, () -> new RunsPage(runs).render(Provenance.of(spec)))
                & Terminal.write(spec, csv, () -> new CsvRuns(runs).render())
                & Terminal.write(spec, json, () -> Version.envelope(spec).write(new JsonRuns(runs).data()));
    }

    /** The list takes no options. */
    private Void refuseOptionsOfNoScenario() {
        spec.commandLine().getParseResult().matchedOptions().stream()
                .findFirst()
                .ifPresent(option -> {
                    throw new IllegalArgumentException(
                            option.longestName() + " needs a scenario; there is " + String.join(", ", names()));
                });
        return null;
    }

    /** A parameter may be asked for late in a run, so this is known behind the runs only. */
    private static Void refuseUnread(List<Request> requests) {
        Set<String> unread = new LinkedHashSet<>();
        requests.forEach(request -> unread.addAll(request.parameters().unread()));
        if (!unread.isEmpty()) {
            throw new IllegalArgumentException(String.join(", ", unread) + " changed nothing: no run of "
                    + String.join(
                            ", ",
                            requests.stream().map(Request::variant).distinct().toList())
                    + " asked for it with the other values that it has");
        }
        return null;
    }

    private static void list(PrintWriter out) {
        for (TimedScenario scenario : TimedScenario.all()) {
            Terminal.printWrapped(out, scenario.name());
            Terminal.printWrapped(out, "  " + scenario.summary());
            Terminal.printWrapped(out, "  variants:");
            scenario.variants()
                    .forEach((variant, title) ->
                            Terminal.printWrapped(out, String.format("    %-12s %s", variant, title)));
        }
        Terminal.printWrapped(out, "'wakeproof time --help' has the parameters.");
    }

    private static TimedScenario named(String name) {
        return TimedScenario.all().stream()
                .filter(scenario -> scenario.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no timed scenario '" + name + "'; there is " + String.join(", ", names())));
    }

    private static List<String> names() {
        return TimedScenario.all().stream().map(TimedScenario::name).toList();
    }

    /** Whatever is given twice is given in vain once. */
    private static void refuseTwice(String what, List<String> given) {
        Set<String> seen = new HashSet<>();
        for (String each : given) {
            if (!seen.add(each)) {
                throw new IllegalArgumentException(what + " has '" + each + "' twice");
            }
        }
    }

    private List<Request> requests(TimedScenario scenario) {
        if (variant != null && compare != null) {
            throw new ParameterException(spec.commandLine(), "--variant or --compare, not both");
        }
        if (compare != null && compare.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--compare names no variant");
        }
        List<String> variants = compare != null
                ? compare
                : List.of(
                        variant == null
                                ? scenario.variants().keySet().iterator().next()
                                : variant);
        variants = variants.stream()
                .map(each -> Usage.asWritten(each, scenario.variants().keySet()))
                .toList();
        for (String each : variants) {
            if (!scenario.variants().containsKey(each)) {
                throw new IllegalArgumentException("there is no variant '" + each + "' of " + scenario.name()
                        + "; there is " + String.join(", ", scenario.variants().keySet()));
            }
        }
        refuseTwice("--compare", variants);
        double counted = seconds == null
                ? scenario.usualSeconds()
                : Durations.parseShort("--seconds", seconds).toNanos() / 1e9;
        Parameters parameters = Parameters.usual(scenario.parameters());
        List<String> names = new ArrayList<>();
        for (String each : set) {
            String[] halves = halves("--set", "NAME=VALUE", each);
            parameters = parameters.with(halves[0], halves[1]);
            names.add(halves[0]);
        }
        refuseTwice("--set", names);
        List<Request> requests = new ArrayList<>();
        for (String each : variants) {
            for (Parameters swept : swept(parameters, names)) {
                Request request = Request.of(each, swept, counted, seed);
                scenario.check(request);
                requests.add(request);
            }
        }
        return requests;
    }

    /** Those of the sweep; the value that the same parameter has been set to, if it has, comes first. */
    private List<Parameters> swept(Parameters parameters, List<String> names) {
        if (sweep == null) {
            return List.of(parameters);
        }
        String[] halves = halves("--sweep", "NAME=A..B", sweep);
        Parameter swept = parameters.named(halves[0]);
        Stream<Double> first = names.contains(swept.name()) ? Stream.of(parameters.get(swept.name())) : Stream.empty();
        return Stream.concat(first, Sweep.values(swept, halves[1]).stream())
                .distinct()
                .map(value -> parameters.with(swept.name(), value))
                .toList();
    }

    private static String[] halves(String option, String form, String given) {
        int equals = given.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException(option + " takes " + form + ", not '" + given + "'");
        }
        return new String[] {given.substring(0, equals), given.substring(equals + 1)};
    }

    /** For completion. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return names().iterator();
        }
    }

    /** For completion, of all scenarios. */
    static final class Variants implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return TimedScenario.all().stream()
                    .flatMap(scenario -> scenario.variants().keySet().stream())
                    .distinct()
                    .iterator();
        }
    }

    /** For completion, of all scenarios. */
    static final class ParameterNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return TimedScenario.all().stream()
                    .flatMap(scenario -> scenario.parameters().stream().map(Parameter::name))
                    .distinct()
                    .iterator();
        }
    }
}
