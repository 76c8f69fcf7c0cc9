// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Result;
import org.wakeproof.history.Scenarios;
import org.wakeproof.report.Ansi;
import org.wakeproof.report.Summary;
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

/** Explores a scenario and says what it found. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        modelTransformer = SettingsOptions.class,
        sortOptions = false,
        description = "Explores every interleaving of a scenario: HOLDS, VIOLATED with a trace, or INCOMPLETE.")
final class CheckCommand implements Callable<ExitStatus> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "SCENARIO",
            completionCandidates = ScenarioNames.class,
            description = "See 'wakeproof list'.")
    private String scenarioName;

    @Option(
            names = "--search",
            paramLabel = "S",
            description = "bfs, dfs, random, symbolic (all states at once, as sets, nothing reduced), or auto: bfs, and"
                    + " symbolic from 20,000,000 stored states on (default: auto, or bfs with --storage, --reduction,"
                    + " --max-states or --memory tso).")
    private Options.Order search;

    @Option(names = "--storage", paramLabel = "S", description = "exact or fingerprint (default: exact).")
    private Options.Storage storage;

    @Option(names = "--threads", paramLabel = "N", description = "Workers (default: all processors).")
    private Integer threads;

    @Option(
            names = "--reduction",
            paramLabel = "R",
            description = "movers (Lipton's reduction) or none (default: movers).")
    private String reduction;

    @Option(
            names = "--levels",
            paramLabel = "L",
            description =
                    "Order of the levels of --search symbolic and auto: sifted (again and again, so that what has been"
                            + " reached takes few nodes), footprints or wiring (default: sifted).")
    private Options.Levels levels;

    @Option(names = "--seed", paramLabel = "N", description = "Of --search random (default: 1).")
    private Long seed;

    @Option(names = "--max-states", paramLabel = "N", description = "Stops, INCOMPLETE, at that many stored states.")
    private Long maxStates;

    @Option(
            names = "--max-memory",
            paramLabel = "MIB",
            description = "Stops, INCOMPLETE, at that many MiB of tables; 4g are 4096.")
    private String maxMemory;

    @Option(names = "--timeout", paramLabel = "T", description = "Stops, INCOMPLETE, after that time: 90, 90s, 5m, 2h.")
    private String timeout = "8760h";

    @Option(
            names = "--progress",
            paramLabel = "P",
            description = "auto (a line on a terminal), json (JSON Lines on standard error) or none (default: auto).")
    private ProgressLine.Style progress = ProgressLine.Style.AUTO;

    @Mixin
    private ReportOptions reports;

    @Override
    public ExitStatus call() {
        scenarioName = ScenarioNames.asWritten(scenarioName);
        Scenario scenario = Usage.checked(spec, () -> Scenarios.named(scenarioName));
        if (threads != null) {
            Usage.checkThreads(spec, threads);
        }
        Options.Order order = order();
        if (threads != null && order != Options.Order.BFS && order != Options.Order.AUTO) {
            throw wrong("--threads is for --search bfs and auto: the others have one worker");
        }
        if (search == Options.Order.SYMBOLIC) {
            checkSymbolic();
        }
        if (levels != null && order != Options.Order.SYMBOLIC && order != Options.Order.AUTO) {
            throw wrong("--levels is for --search symbolic and auto: the others have no diagrams");
        }
        if (seed != null && search != Options.Order.RANDOM) {
            throw wrong("--seed is for --search random: nothing else is left to chance");
        }
        if (storage != null && search == Options.Order.RANDOM) {
            throw wrong("--storage is for searches that store states: --search random keeps none");
        }
        reports.inVain().ifPresent(why -> {
            throw wrong(why);
        });
        if (maxStates != null) {
            Usage.checkLimit(spec, "--max-states", maxStates);
            checkReached(order);
        }
        long maxBytes = maxMemory == null
                ? Options.defaults().maxBytes()
                : Usage.checked(spec, () -> MemorySize.parse("--max-memory", maxMemory));
        boolean fuse =
                oneOf("--reduction", reduction == null ? "movers" : reduction, Map.of("movers", true, "none", false));
        Map<String, String> named =
                Usage.checked(spec, () -> GivenOptions.complete(scenario, SettingsOptions.given(spec)));
        ClosedSystem system = Usage.checked(spec, () -> scenario.wired(SettingsParser.parse(named)));
        if (fuse && reduction != null && system.machine().isTotalStoreOrder()) {
            throw wrong("--reduction movers is for --memory sc: with store buffers nothing is reduced");
        }
        Options options = Options.defaults()
                .withSearch(order)
                .withStorage(storage == null ? Options.defaults().storage() : storage)
                .withThreads(threads == null ? Options.defaults().threads() : threads)
                .withFusion(fuse)
                .withMaxStates(maxStates == null ? Options.defaults().maxStates() : maxStates)
                .withMaxBytes(maxBytes)
                .withTimeout(Usage.checked(spec, () -> Durations.parse("--timeout", timeout)))
                .withSeed(seed == null ? Options.defaults().seed() : seed)
                .withLevels(levels == null ? Options.defaults().levels() : levels);
        if (!reports.draw(spec, system)) {
            return ExitStatus.NOT_MADE;
        }
        if (progress == ProgressLine.Style.AUTO && Terminal.isTerminal()) {
            MeasuredRows.estimate(scenarioName, named, order).ifPresent(words -> Terminal.printWrapped(err(), words));
        }
        Explorer explorer = new Explorer(system.machine(), system.properties(), options);
        Interruption interruption = new Interruption(explorer::stop);
        try (interruption) {
            Result result = reports.traces().shown(explorer, explore(explorer, options));
            ExitStatus status = report(new Checked(scenarioName, named, system, options, result));
            spec.commandLine().getOut().flush();
            return status;
        }
    }

    /**
     * The search that is meant: where an option is given that is one from state to state's alone, it is that. So it is with store
     * buffers: nothing is reduced there in any case, and sets take longer by far.
     */
    Options.Order order() {
        boolean isFromStateToState = storage != null || reduction != null || maxStates != null;
        boolean isBuffered = "tso".equalsIgnoreCase(SettingsOptions.given(spec).get("memory"));
        return search != null ? search : isFromStateToState || isBuffered ? Options.Order.BFS : Options.Order.AUTO;
    }

    /** It stores no states, and reduces nothing. */
    private void checkSymbolic() {
        if (storage != null) {
            throw wrong("--storage is for the searches from state to state: --search symbolic keeps sets");
        }
        if (maxStates != null) {
            throw wrong(
                    "--max-states is for the searches from state to state: limit --search symbolic by --max-memory or"
                            + " --timeout");
        }
        if ("movers".equalsIgnoreCase(reduction)) {
            throw wrong("--search symbolic reduces nothing: --reduction movers is for the others");
        }
    }

    /** From the states on at which it turns to sets it stores none. */
    private void checkReached(Options.Order order) {
        if (order == Options.Order.AUTO && maxStates > Options.AUTO_STATES) {
            throw wrong(String.format(
                    Locale.ROOT,
                    "--search auto goes on as sets at %,d stored states, so that it never comes to a --max-states above"
                            + " that: limit it by --max-memory or --timeout, or take --search bfs",
                    Options.AUTO_STATES));
        }
    }

    private Result explore(Explorer explorer, Options options) {
        ProgressLine line = new ProgressLine(explorer, err(), progress, options.timeout());
        try (line) {
            return explorer.run();
        }
    }

    private ExitStatus report(Checked run) {
        ClosedSystem system = run.system();
        Result result = run.result();
        PrintWriter out = spec.commandLine().getOut();
        Ansi ansi = Terminal.ansi();
        out.print(reports.text(system, result));
        String verdict = switch (result.verdict()) {
            case HOLDS -> ansi.good("HOLDS");
            case VIOLATED -> ansi.bad("VIOLATED");
            case INCOMPLETE -> ansi.open("INCOMPLETE");
        };
        printWrapped(verdict + "  " + run.about());
        Summary.of(system, result).forEach(this::printWrapped);
        if (run.options().storage() == Options.Storage.FINGERPRINT
                && result.statistics().symbolic().isEmpty()) {
            out.println(String.format(
                    Locale.ROOT,
                    "odds that a state was taken for another: %.1e",
                    result.statistics().oddsOfOmission()));
        }
        return reports.write(spec, run);
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private void printWrapped(String text) {
        Terminal.printWrapped(spec.commandLine().getOut(), text);
    }

    private <T> T oneOf(String option, String given, Map<String, T> values) {
        T value = values.get(given.toLowerCase(Locale.ROOT));
        if (value == null) {
            throw wrong(option + " takes " + String.join(" or ", values.keySet()) + ", not '" + given + "'");
        }
        return value;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
