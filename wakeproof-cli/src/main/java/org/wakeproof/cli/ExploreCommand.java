// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.wakeproof.browse.Route;
import org.wakeproof.browse.Searches;
import org.wakeproof.browse.Viewer;
import org.wakeproof.browse.WalkApi;
import org.wakeproof.browse.WalkServer;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Trace;
import org.wakeproof.history.Scenarios;
import org.wakeproof.report.RecordedTrace;
import org.wakeproof.report.RecordedTrace.Replayed;
import org.wakeproof.scenario.GivenOptions;
import org.wakeproof.scenario.Scenario;
import org.wakeproof.scenario.SettingsParser;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets people walk through a scenario's states in a browser. */
@Command(
        name = "explore",
        mixinStandardHelpOptions = true,
        modelTransformer = SettingsOptions.class,
        sortOptions = false,
        description =
                "Serves a page, to this machine only, on which one walks through the states of a scenario by hand."
                        + " Prints its address; Ctrl-C ends it.")
final class ExploreCommand implements Callable<ExitStatus> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "SCENARIO",
            completionCandidates = ScenarioNames.class,
            description = "See 'wakeproof list'.")
    private String scenarioName;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Listens on that port of 127.0.0.1 (default: any free one).")
    private int port;

    @Option(names = "--path", paramLabel = "P", description = "Opens the page there; the page shows where it is.")
    private String path = "";

    @Option(
            names = "--replay",
            paramLabel = "FILE",
            converter = InputFile.class,
            description =
                    "Opens the trace of a JSON report, written by 'check --json FILE', with its scenario and options,"
                            + " at the step from which it is lost; - for the standard input.")
    private Path replay;

    @Option(names = "--threads", paramLabel = "N", description = "Workers of its searches (default: all processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--timeout", paramLabel = "T", description = "Of a search: 90, 90s, 5m, 2h (default: 5m).")
    private String timeout = "5m";

    @Override
    public ExitStatus call() {
        try {
            return serve();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private ExitStatus serve() {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("--port takes 0 to 65535, not " + port);
        }
        Usage.checkThreads(spec, threads);
        Map<String, String> given = SettingsOptions.given(spec);
        Optional<RecordedTrace> recorded = Optional.ofNullable(replay).map(Recordings::read);
        checkOneSource(given);
        recorded.ifPresent(of -> scenarioName = of.report().scenario());
        scenarioName = ScenarioNames.asWritten(scenarioName);
        Scenario scenario = Scenarios.named(scenarioName);
        Map<String, String> named = GivenOptions.complete(
                scenario, recorded.map(of -> of.report().settings()).orElse(given));
        Supplier<ClosedSystem> systems = () -> scenario.wired(SettingsParser.parse(named));
        Viewer viewer = new Viewer(systems.get());
        // Two searches may run at a time, and the page needs some of the heap, too.
        Options options = Options.defaults()
                .withThreads(threads)
                .withMaxBytes(Runtime.getRuntime().maxMemory() / 3)
                .withTimeout(Durations.parse("--timeout", timeout));
        Searches searches = new Searches(systems, options, viewer);
        String place;
        if (recorded.isPresent()) {
            ClosedSystem system = recorded.get().system(Recordings::wired);
            Replayed replayed = recorded.get().replay(system);
            if (replayed.trace().isEmpty()) {
                return ReplayCommand.notShown(spec, replayed, "");
            }
            place = place(searches, system, recorded.get().report().property(), replayed);
        } else {
            place = place(viewer);
        }
        WalkApi api = new WalkApi(
                new WalkApi.About(scenarioName, SettingsOptions.inOneLine(named), scenario.summary(), command(named)),
                viewer,
                searches);
        return serve(api, place);
    }

    private void checkOneSource(Map<String, String> given) {
        if (replay == null && scenarioName == null) {
            throw new IllegalArgumentException("Missing required parameter: 'SCENARIO', or --replay FILE");
        }
        if (replay != null && (scenarioName != null || !given.isEmpty() || !path.isEmpty())) {
            throw new IllegalArgumentException(
                    "--replay brings its scenario, its options and its path along; no others can be given");
        }
    }

    /** What the address names behind '#'. */
    private String place(Viewer viewer) {
        Route route = Route.parse(path);
        viewer.check(route);
        return path.isEmpty() ? "" : "#p=" + route;
    }

    /** The same for a trace: the step from which it is lost. */
    private static String place(Searches searches, ClosedSystem system, String property, Replayed replayed) {
        Trace trace = replayed.trace().orElseThrow();
        Route route = searches.foundBy(system, property, replayed.words(), trace);
        return "#p=" + route + (trace.lossIndex() == trace.steps().size() ? "" : "&at=" + trace.lossIndex());
    }

    private ExitStatus serve(WalkApi api, String place) {
        // A signal is how one ends it, so that is no failure.
        CountDownLatch ended = new CountDownLatch(1);
        Signals signals = new Signals(why -> ended.countDown());
        try (signals;
                WalkServer server = new WalkServer(api, port)) {
            spec.commandLine().getOut().println(server.address() + place);
            spec.commandLine().getOut().flush();
            ended.await();
        } catch (IOException e) {
            spec.commandLine().getErr().println("wakeproof: cannot listen on port " + port + ": " + e.getMessage());
            return ExitStatus.WRONG_USAGE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitStatus.HOLDS;
    }

    private String command(Map<String, String> named) {
        StringBuilder text = new StringBuilder("./wakeproof explore ").append(scenarioName);
        named.forEach(
                (name, value) -> text.append(" --").append(name).append(' ').append(value));
        return text.toString();
    }
}
