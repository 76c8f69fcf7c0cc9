// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Trace;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.history.Scenarios;
import org.wakeproof.pathfinder.Opinion;
import org.wakeproof.pathfinder.PathFinderRun;
import org.wakeproof.report.Violation;
import org.wakeproof.report.html.HtmlReport;
import org.wakeproof.scenario.GivenOptions;
import org.wakeproof.scenario.Scenario;
import org.wakeproof.scenario.SettingsParser;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has Java PathFinder explore a scenario, as a second opinion. */
@Command(
        name = "jpf",
        mixinStandardHelpOptions = true,
        modelTransformer = SettingsOptions.class,
        sortOptions = false,
        description = "Has Java PathFinder explore a scenario that comes to rest: the second opinion.")
final class JpfCommand implements Callable<ExitStatus> {
    private static final String ONLY_AT_REST =
            "JPF decides only runs that come to rest; one that goes on for ever is no lost wake-up to it";

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "SCENARIO",
            completionCandidates = ScenarioNames.class,
            description = "See 'wakeproof list'; idle-once is made for it.")
    private String scenarioName;

    @Option(names = "--reduction", paramLabel = "R", description = "movers or none (default: movers).")
    private String reduction = "movers";

    @Mixin
    private PathFinderOptions pathFinder;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            converter = OutputFile.class,
            description = "Writes the report as one HTML page.")
    private Path html;

    @Mixin
    private TraceOptions traces;

    @Mixin
    private SourceOptions sources;

    @Override
    public ExitStatus call() throws IOException {
        ClosedSystem system;
        PathFinderRun run;
        Map<String, String> named;
        try {
            if (!reduction.equals("movers") && !reduction.equals("none")) {
                throw new IllegalArgumentException("--reduction takes movers or none, not '" + reduction + "'");
            }
            scenarioName = ScenarioNames.asWritten(scenarioName);
            Scenario scenario = Scenarios.named(scenarioName);
            named = GivenOptions.complete(scenario, SettingsOptions.given(spec));
            system = scenario.wired(SettingsParser.parse(named));
            run = pathFinder.run();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
        Map<String, String> options = new LinkedHashMap<>(named);
        options.put("reduction", reduction);
        Interruption interruption =
                Interruption.atOnce(spec.commandLine().getOut(), "Java PathFinder has not come to its end");
        Opinion opinion;
        try (interruption) {
            opinion = run.run(scenarioName, options, system);
        }
        Optional<Trace> trace = trace(system, opinion);
        String about = (scenarioName + " " + SettingsOptions.inOneLine(named)).stripTrailing();
        show(system, opinion, trace, about);
        return Terminal.write(spec, html, () -> page(system, opinion, trace, about))
                ? ExitStatus.of(opinion.verdict())
                : ExitStatus.FAILED;
    }

    private static Optional<Trace> trace(ClosedSystem system, Opinion opinion) {
        if (opinion.steps().isEmpty()) {
            return Optional.empty();
        }
        List<TraceStep> steps = new Explorer(system.machine(), List.of(), Options.defaults()).replay(opinion.steps());
        // JPF stops where nothing can move any more: there is no round to show.
        return Optional.of(new Trace(steps, steps.size(), steps.size()));
    }

    private String page(ClosedSystem system, Opinion opinion, Optional<Trace> trace, String about) {
        HtmlReport report = new HtmlReport("wakeproof jpf: " + opinion.verdict() + " " + about)
                .full(traces.isFull())
                .sources(sources.url())
                .verdict(opinion.verdict(), about)
                .paragraph(explanation(opinion));
        trace.ifPresent(found -> report.section("What happens").trace(system, found, opinion.property()));
        return report.section("What Java PathFinder explored")
                .list(List.of(figures(opinion)))
                .section("Bounds and assumptions")
                .list(system.bounds())
                .list(List.of(ONLY_AT_REST))
                .render(Provenance.of(spec));
    }

    private static String explanation(Opinion opinion) {
        return opinion.property()
                .map(property -> Violation.of(property, opinion.explanation()))
                .orElse(opinion.explanation());
    }

    private static String figures(Opinion opinion) {
        return String.format(
                Locale.ROOT,
                "%,d states, %.1f s, %,.0f states/s, %d outcomes",
                opinion.states(),
                opinion.seconds(),
                opinion.rate(),
                opinion.outcomes().size());
    }

    private void show(ClosedSystem system, Opinion opinion, Optional<Trace> trace, String about) {
        PrintWriter out = spec.commandLine().getOut();
        trace.ifPresent(found -> out.print(traces.text(system, found, opinion.property(), sources.given())));
        print(opinion.verdict() + "  (Java PathFinder)  " + about);
        print(explanation(opinion));
        print(figures(opinion));
        if (opinion.verdict() != Verdict.VIOLATED) {
            system.bounds().forEach(bound -> print("bound: " + bound));
            print("bound: " + ONLY_AT_REST);
        }
    }

    private void print(String text) {
        if (!text.isEmpty()) {
            Terminal.printWrapped(spec.commandLine().getOut(), text);
        }
    }
}
