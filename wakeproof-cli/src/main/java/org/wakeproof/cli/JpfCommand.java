// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Trace;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.pathfinder.Opinion;
import org.wakeproof.pathfinder.PathFinderRun;
import org.wakeproof.report.TextTrace;
import org.wakeproof.scenario.ClosedSystem;
import org.wakeproof.scenario.GivenOptions;
import org.wakeproof.scenario.Scenario;
import org.wakeproof.scenario.Scenarios;
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
        sortOptions = false,
        description = "Has Java PathFinder explore a scenario that comes to rest: the second opinion.")
final class JpfCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SCENARIO", description = "See 'wakeproof list'; idle-once is made for it.")
    private String scenarioName;

    @Mixin
    private SettingsOptions settingsOptions;

    @Option(names = "--reduction", paramLabel = "R", description = "movers or none (default: movers).")
    private String reduction = "movers";

    @Mixin
    private PathFinderOptions pathFinder;

    @Override
    public Integer call() throws IOException {
        ClosedSystem system;
        PathFinderRun run;
        Map<String, String> named;
        try {
            if (!reduction.equals("movers") && !reduction.equals("none")) {
                throw new IllegalArgumentException("--reduction takes movers or none, not '" + reduction + "'");
            }
            Scenario scenario = Scenarios.named(scenarioName);
            named = GivenOptions.complete(scenario, settingsOptions.given());
            system = scenario.build(SettingsParser.parse(named));
            run = pathFinder.run();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
        Map<String, String> options = new LinkedHashMap<>(named);
        options.put("reduction", reduction);
        Opinion opinion = run.run(scenarioName, options, system);
        show(system, opinion, SettingsOptions.inOneLine(named));
        return Wakeproof.status(opinion.verdict());
    }

    private void show(ClosedSystem system, Opinion opinion, String headline) {
        PrintWriter out = spec.commandLine().getOut();
        if (!opinion.steps().isEmpty()) {
            List<TraceStep> steps =
                    new Explorer(system.machine(), List.of(), Options.defaults()).replay(opinion.steps());
            // JPF stops where nothing can move any more: there is no round to show.
            Trace trace = new Trace(steps, steps.size(), steps.size());
            out.print(new TextTrace(system, Terminal.width(), Terminal.ansi()).render(trace, opinion.property()));
        }
        out.println(opinion.verdict() + "  (Java PathFinder)  " + scenarioName + " " + headline);
        print(opinion.property().map(name -> name + ": ").orElse("") + opinion.explanation());
        out.println(String.format(
                Locale.ROOT,
                "%,d states, %.1f s, %,.0f states/s, %d outcomes",
                opinion.states(),
                opinion.seconds(),
                opinion.rate(),
                opinion.outcomes().size()));
        if (opinion.verdict() != Verdict.VIOLATED) {
            system.bounds().forEach(bound -> print("bound: " + bound));
            print("bound: JPF decides only runs that come to rest; one that goes on for ever is no lost wake-up to it");
        }
    }

    private void print(String text) {
        if (!text.isEmpty()) {
            Terminal.printWrapped(spec.commandLine().getOut(), text);
        }
    }
}
