// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.StateGraph;
import org.wakeproof.explorer.Trace;
import org.wakeproof.report.Ansi;
import org.wakeproof.report.Report;
import org.wakeproof.report.TextTrace;
import org.wakeproof.report.html.HtmlReport;
import org.wakeproof.report.html.StateGraphDot;
import org.wakeproof.report.html.TimelineSvg;
import org.wakeproof.report.timeline.Timeline;
import picocli.CommandLine.Mixin;
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

    @Option(
            names = "--brief",
            description = "Draws in the --svg figure only what the wake-up hangs on: decisive steps, interrupts,"
                    + " softirqs and deadlines.")
    private boolean brief;

    TraceOptions traces() {
        return traces;
    }

    /** Writes what was asked for; false, after a line that says so, if something cannot be written. */
    boolean write(PrintWriter err, Checked run) {
        return Terminal.write(err, trace, () -> text(run))
                & Terminal.write(err, json, () -> data(run))
                & Terminal.write(err, html, () -> page(run))
                & writeTimeline(err, run)
                & writeGraph(err, run.system(), run.about());
    }

    private String text(Checked run) {
        Result result = run.result();
        return result.trace()
                .map(found -> new TextTrace(run.system(), FILE_WIDTH, new Ansi(false), traces.isFull())
                                .render(found, result.property())
                        + result.property().orElse("") + ": " + result.explanation() + "\n")
                .orElse("");
    }

    private static String data(Checked run) {
        Report report = Report.of(run.scenario(), run.settings(), run.system().bounds(), run.result());
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(report) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private String page(Checked run) {
        Result result = run.result();
        return new HtmlReport("wakeproof: " + result.verdict() + " " + run.about())
                .full(traces.isFull())
                .verdict(result.verdict(), run.about())
                .result(run.system(), result, run.options())
                .render(Version.text());
    }

    private boolean writeTimeline(PrintWriter err, Checked run) {
        Optional<Trace> found = run.result().trace();
        Optional<String> property = run.result().property();
        if (svg != null && found.isEmpty()) {
            err.println("wakeproof: there is no trace to draw: " + svg + " is not written");
            return true;
        }
        return Terminal.write(
                err,
                svg,
                () -> new TimelineSvg(Timeline.of(run.system(), found.orElseThrow(), property), detail())
                        .render(property.map(name -> name + ": ").orElse("") + run.about()));
    }

    private TimelineSvg.Detail detail() {
        if (brief) {
            return TimelineSvg.Detail.BRIEF;
        }
        return traces.isFull() ? TimelineSvg.Detail.FULL : TimelineSvg.Detail.USUAL;
    }

    private boolean writeGraph(PrintWriter err, ClosedSystem system, String about) {
        if (dot == null) {
            return true;
        }
        Optional<StateGraph> graph = StateGraph.of(system.machine(), StateGraphDot.LIMIT);
        if (graph.isEmpty()) {
            err.println("wakeproof: a graph of more than " + StateGraphDot.LIMIT + " states is not drawn: " + dot
                    + " is not written");
            return true;
        }
        return Terminal.write(err, dot, () -> StateGraphDot.render(system, graph.get(), about));
    }
}
