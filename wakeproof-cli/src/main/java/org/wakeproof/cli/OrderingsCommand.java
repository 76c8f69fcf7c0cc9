// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.wakeproof.explorer.Options;
import org.wakeproof.orderings.Judged;
import org.wakeproof.orderings.OrderedPath;
import org.wakeproof.orderings.Ordering;
import org.wakeproof.orderings.Ordering.Kind;
import org.wakeproof.orderings.Paths;
import org.wakeproof.orderings.Step;
import org.wakeproof.orderings.Survey;
import org.wakeproof.orderings.SurveyData;
import org.wakeproof.orderings.SurveyPage;
import org.wakeproof.orderings.SurveyReport;
import org.wakeproof.orderings.SurveyText;
import org.wakeproof.orderings.Trial;
import org.wakeproof.report.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares the orderings of a path. */
@Command(
        name = "orderings",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Every legal ordering of the steps of a path, each step left out and each done twice: "
                    + "which lose something, and which pairs of steps must keep their order?",
            "Exit status 0 if all were explored; with --steps that of 'check'."
        })
final class OrderingsCommand implements Callable<ExitStatus> {
    private static final int MOST_CPUS = 8;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "PATH",
            arity = "0..1",
            completionCandidates = PathNames.class,
            description = "idle-entry (default), idle-return, idle-exit, block or poll.")
    private String pathName = "idle-entry";

    @Option(
            names = "--steps",
            paramLabel = "A,B,..",
            completionCandidates = StepNames.class,
            description = "Checks this ordering alone, and shows its trace; the letters of the table do, too.")
    private String steps;

    @Option(
            names = "--cpus",
            paramLabel = "N",
            description = "CPUs of the idle paths' systems, of which CPU0 stays awake (default: 2).")
    private int cpus = OrderedPath.USUAL_CPUS;

    @Option(
            names = "--permutations",
            description = "Explores the permutations alone: no step is left out, none is done twice.")
    private boolean permutations;

    @Option(names = "--all", description = "Shows every ordering, not a few of each group.")
    private boolean all;

    @Option(names = "--threads", paramLabel = "N", description = "Orderings at a time (default: all processors).")
    private Integer threads;

    @Option(
            names = "--max-states",
            paramLabel = "N",
            description = "Stops each search of an ordering, INCOMPLETE, at that many.")
    private long maxStates = Long.MAX_VALUE;

    @Option(
            names = "--timeout",
            paramLabel = "T",
            description = "Stops each search of an ordering after that time: 90, 90s, 5m, 2h.")
    private String timeout = "8760h";

    @Option(
            names = "--json",
            paramLabel = "FILE",
            converter = OutputFile.class,
            description = "Writes all of it as JSON.")
    private Path json;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            converter = OutputFile.class,
            description = "Writes it as a picture, one page.")
    private Path html;

    @Mixin
    private SearchOption search;

    @Mixin
    private TraceOptions traces;

    @Mixin
    private SourceOptions sources;

    /** For completion; which of them a path has, its script knows. */
    static final class StepNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Paths.ALL.stream()
                    .flatMap(path -> path.known().stream())
                    .map(Step::label)
                    .distinct()
                    .iterator();
        }
    }

    /** For completion. */
    static final class PathNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Paths.names().iterator();
        }
    }

    @Override
    public ExitStatus call() {
        if (cpus < OrderedPath.USUAL_CPUS || cpus > MOST_CPUS) {
            throw wrong("--cpus takes " + OrderedPath.USUAL_CPUS + " to " + MOST_CPUS + ", not " + cpus);
        }
        OrderedPath path = Usage.checked(spec, () -> Paths.named(Usage.asWritten(pathName, Paths.names()), cpus));
        if (traces.isFull() && steps == null) {
            throw wrong("--full is for the trace of --steps");
        }
        if (sources.given().isPresent() && steps == null) {
            throw wrong("--source-url is for the trace of --steps");
        }
        if (threads != null && steps != null) {
            throw wrong("--threads is how many orderings are explored at a time; --steps checks one");
        }
        int workers = threads == null ? Options.defaults().threads() : threads;
        Usage.checkThreads(spec, workers);
        Usage.checkLimit(spec, "--max-states", maxStates);
        if (search.isSymbolic() && maxStates != Long.MAX_VALUE) {
            throw wrong("--max-states is for the searches from state to state: limit --search symbolic by --timeout");
        }
        if (search.order() == Options.Order.AUTO && maxStates != Long.MAX_VALUE && maxStates > Survey.SOON) {
            throw wrong(String.format(
                    Locale.ROOT,
                    "--search auto goes on as sets at %,d stored states, so that it never comes to a --max-states above"
                            + " that: limit it by --timeout, or take --search bfs",
                    Survey.SOON));
        }
        Options options = search.in(Options.defaults())
                .withThreads(workers)
                .withMaxStates(maxStates)
                .withTimeout(Usage.checked(spec, () -> Durations.parse("--timeout", timeout)));
        Survey survey = new Survey(path, options);
        Interruption interruption = new Interruption(survey::stop);
        try (interruption) {
            ExitStatus status = steps == null ? survey(path, survey) : one(path, survey);
            out().flush();
            return status;
        }
    }

    private ExitStatus one(OrderedPath path, Survey survey) {
        if (json != null || html != null || all || permutations) {
            throw wrong("--steps checks one ordering; --json, --html, --all and --permutations are for all of them");
        }
        Trial trial = survey.explore(Ordering.typed(Usage.checked(spec, () -> path.parse(steps))));
        Judged judged = trial.judged();
        out().print(traces.text(trial.system(), trial.result(), sources.given()));
        Terminal.printWrapped(
                out(),
                judged.judgement() + "  " + path.name() + " "
                        + judged.ordering().typed());
        if (!judged.holds()) {
            Terminal.printWrapped(out(), judged.inWords() + " (" + judged.stage() + ")");
        }
        Terminal.printWrapped(out(), Report.figures(trial.result().statistics()));
        path.bounds().forEach(bound -> Terminal.printWrapped(out(), "bound: " + bound));
        return ExitStatus.of(trial.result().verdict());
    }

    private ExitStatus survey(OrderedPath path, Survey survey) {
        long start = System.nanoTime();
        List<Judged> judged =
                survey.run(permutations ? EnumSet.of(Kind.PERMUTATION) : EnumSet.allOf(Kind.class), progress());
        SurveyReport report = SurveyReport.of(path, judged, search.order(), (System.nanoTime() - start) / 1e9);
        new SurveyText(report, Terminal.width(), Terminal.ansi(), all).render().forEach(out()::println);
        Terminal.printWrapped(out(), report.inWords());
        boolean written =
                Terminal.write(spec, json, () -> Version.envelope(spec).write(SurveyData.of(report)))
                        & Terminal.write(spec, html, () -> new SurveyPage(report).render(Provenance.of(spec)));
        if (!written) {
            return ExitStatus.FAILED;
        }
        return report.isIncomplete() ? ExitStatus.INCOMPLETE : ExitStatus.HOLDS;
    }

    private Consumer<Judged> progress() {
        AtomicInteger done = new AtomicInteger();
        return judged -> {
            int count = done.incrementAndGet();
            if (Terminal.isTerminal()) {
                err().print("\r" + count + " orderings explored\r");
                err().flush();
            }
        };
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
