// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.StateGraph;
import org.wakeproof.explorer.Trace;
import org.wakeproof.report.html.HtmlReport;
import org.wakeproof.report.html.StateGraphDot;
import org.wakeproof.report.html.TimelineSvg;
import org.wakeproof.report.timeline.Timeline;
import org.wakeproof.scenario.ClosedSystem;
import picocli.CommandLine.Option;

/** The files that show a result, for every command that has one. */
final class ReportOptions {
    @Option(names = "--html", paramLabel = "FILE", description = "Writes the whole report as one HTML page.")
    private Path html;

    @Option(names = "--svg", paramLabel = "FILE", description = "Writes the trace's timeline as a figure.")
    private Path svg;

    @Option(
            names = "--dot",
            paramLabel = "FILE",
            description = "Writes the state graph of a small system for Graphviz.")
    private Path dot;

    @Option(
            names = "--full",
            description = "Shows every step of a trace in the order in which it was found: folds and reorders nothing.")
    private boolean full;

    boolean isFull() {
        return full;
    }

    /** The trace as it is to be shown: with fewer switches between CPUs, unless everything is wanted. */
    Result shown(Explorer explorer, Result result) {
        return full || result.trace().isEmpty()
                ? result
                : result.withTrace(explorer.withFewerSwitches(result.trace().get()));
    }

    /** Writes what was asked for; false, after a line that says so, if something cannot be written. */
    boolean write(PrintWriter err, ClosedSystem system, Result result, Options options, String about) {
        return Terminal.write(err, html, () -> page(system, result, options, about))
                & writeTimeline(err, system, result.trace(), result.property(), about)
                & writeGraph(err, system, about);
    }

    private String page(ClosedSystem system, Result result, Options options, String about) {
        return new HtmlReport("wakeproof: " + result.verdict() + " " + about)
                .full(full)
                .verdict(result.verdict(), about)
                .result(system, result, options)
                .render(Version.text());
    }

    private boolean writeTimeline(
            PrintWriter err, ClosedSystem system, Optional<Trace> trace, Optional<String> property, String about) {
        if (svg != null && trace.isEmpty()) {
            err.println("wakeproof: there is no trace to draw: " + svg + " is not written");
            return true;
        }
        return Terminal.write(
                err,
                svg,
                () -> new TimelineSvg(Timeline.of(system, trace.orElseThrow(), property), full)
                        .render(property.map(name -> name + ": ").orElse("") + about));
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
