// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.StateGraph;
import org.wakeproof.explorer.Trace;
import org.wakeproof.report.Ansi;
import org.wakeproof.report.Report;
import org.wakeproof.report.TextTrace;
import org.wakeproof.report.Violation;
import org.wakeproof.report.html.HtmlReport;
import org.wakeproof.report.html.StateGraphDot;
import org.wakeproof.report.html.TimelineSvg;
import org.wakeproof.report.timeline.Timeline;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The files that show a result, for every command that has one. */
final class ReportOptions {
    private static final int FILE_WIDTH = 100;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            converter = OutputFile.class,
            description = "Writes the whole report as JSON; 'replay' reads it.")
    private Path json;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            converter = OutputFile.class,
            description = "Writes the trace as text.")
    private Path trace;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            converter = OutputFile.class,
            description = "Writes the whole report as one HTML page.")
    private Path html;

    @Option(
            names = "--svg",
            paramLabel = "FILE",
            converter = OutputFile.class,
            description = "Writes the trace's timeline as a figure.")
    private Path svg;

    @Option(
            names = "--dot",
            paramLabel = "FILE",
            converter = OutputFile.class,
            description = "Writes the state graph of a small system for Graphviz.")
    private Path dot;

    @Mixin
    private TraceOptions traces;

    @Mixin
    private SourceOptions sources;

    @Option(
            names = "--brief",
            description = "Draws in the --svg figure only what the wake-up hangs on: decisive steps, interrupts,"
                    + " softirqs and deadlines.")
    private boolean brief;

    /** Of {@link #draw}; null where none was asked for. */
    private @Nullable StateGraph graph;

    /** What was given and has nothing to act on, in a line; empty if there is nothing such. */
    Optional<String> inVain() {
        return brief && svg == null ? Optional.of("--brief is for the figure of --svg") : Optional.empty();
    }

    /** The trace for the terminal; empty if there is none. */
    String text(ClosedSystem system, Result result) {
        return traces.text(system, result, sources.given());
    }

    TraceOptions traces() {
        return traces;
    }

    /**
     * Draws the state graph, if it was asked for; before the search, which takes as long as it takes.
     *
     * @return false, after a line that says so, if it has too many states
     */
    boolean draw(CommandSpec command, ClosedSystem system) {
        if (dot == null) {
            return true;
        }
        graph = StateGraph.of(system.machine(), system.properties(), StateGraphDot.LIMIT)
                .orElse(null);
        if (graph == null) {
            command.commandLine()
                    .getErr()
                    .println("wakeproof: a graph of more than " + StateGraphDot.LIMIT + " states is not drawn: " + dot
                            + " is not written, and nothing was searched");
        }
        return graph != null;
    }

    /**
     * Writes what was asked for, and says in a line what cannot be written.
     *
     * @return how the command ends: as the verdict has it, if everything could be made and written
     */
    ExitStatus write(CommandSpec command, Checked run) {
        boolean written = Terminal.write(command, json, () -> data(command, run))
                & Terminal.write(command, html, () -> page(command, run))
                & Terminal.write(command, dot, () -> StateGraphDot.render(run.system(), graph, run.about()));
        boolean made = true;
        if (run.result().trace().isPresent()) {
            Trace found = run.result().trace().get();
            written &= Terminal.write(command, trace, () -> text(run, found))
                    & Terminal.write(command, svg, () -> figure(run, found));
        } else {
            made = isNotAskedFor(command, trace) & isNotAskedFor(command, svg);
        }
        if (!written) {
            return ExitStatus.FAILED;
        }
        ExitStatus status = ExitStatus.of(run.result().verdict());
        return status == ExitStatus.HOLDS && !made ? ExitStatus.NOT_MADE : status;
    }

    private static boolean isNotAskedFor(CommandSpec command, Path file) {
        if (file != null) {
            String left =
                    OutputFile.isStandardOutput(file) ? "the standard output stays empty" : file + " is not written";
            command.commandLine().getErr().println("wakeproof: there is no trace to draw: " + left);
        }
        return file == null;
    }

    private String text(Checked run, Trace found) {
        Result result = run.result();
        return new TextTrace(run.system(), FILE_WIDTH, new Ansi(false), traces.isFull(), sources.given())
                        .render(found, result.property())
                + Violation.orLimit(result) + "\n";
    }

    private static String data(CommandSpec command, Checked run) {
        return Version.envelope(command)
                .write(Report.of(run.scenario(), run.settings(), run.system().bounds(), run.result()));
    }

    private String page(CommandSpec command, Checked run) {
        Result result = run.result();
        HtmlReport page = new HtmlReport("wakeproof: " + result.verdict() + " " + run.about())
                .full(traces.isFull())
                .sources(sources.url())
                .verdict(result.verdict(), run.about())
                .result(run.system(), result, run.options())
                .section("To look closer");
        if (result.trace().isPresent()) {
            page.paragraph("To keep the trace, and to see whether it still happens in a later version:")
                    .command(run.commandLine("check") + " --json trace.json")
                    .command("./wakeproof replay trace.json");
        }
        return page.paragraph("To walk through the states by hand:")
                .command(run.commandLine("explore"))
                .render(Provenance.of(command));
    }

    private String figure(Checked run, Trace found) {
        Optional<String> property = run.result().property();
        return new TimelineSvg(Timeline.of(run.system(), found, property), detail())
                .render(property.map(name -> Violation.of(name) + ", ").orElse("") + run.about());
    }

    private TimelineSvg.Detail detail() {
        if (brief) {
            return TimelineSvg.Detail.BRIEF;
        }
        return traces.isFull() ? TimelineSvg.Detail.FULL : TimelineSvg.Detail.USUAL;
    }
}
