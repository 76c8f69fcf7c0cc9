// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.fixes.Catalogue;
import org.wakeproof.fixes.Entry;
import org.wakeproof.fixes.Side;
import org.wakeproof.report.TextTrace;
import org.wakeproof.report.html.HtmlReport;
import org.wakeproof.scenario.ClosedSystem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds historic bugs again. */
@Command(
        name = "fixes",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Historic bugs of Xen's idle path: violated before the fix, and not after it?")
final class FixesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", arity = "0..1", description = "One of the table, as F01 or M7.")
    private String id;

    @Option(names = "--before", description = "Shows the trace of the bug.")
    private boolean before;

    @Option(names = "--after", description = "Checks the fixed version alone.")
    private boolean after;

    @Option(names = "--mutants", description = "Mutations of the ports instead of historic bugs.")
    private boolean mutants;

    @Option(names = "--nets", description = "Each fixed version with each safety net on: does it still hold?")
    private boolean nets;

    @Option(
            names = "--refactorings",
            description = "Refactorings that are believed correct, each with a mutation that is noticed.")
    private boolean refactorings;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the table as JSON.")
    private Path json;

    @Option(names = "--html", paramLabel = "FILE", description = "Writes the table with the traces as one HTML page.")
    private Path html;

    /**
     * A line of the table as data.
     *
     * @param id of the bug
     * @param year of its fix, 0 for a mutation
     * @param kind what it leads to
     * @param before the verdict with the bug
     * @param after the verdict without it
     * @param states stored for both
     * @param seconds of both searches
     */
    record Line(String id, int year, String kind, Verdict before, Verdict after, long states, double seconds) {}

    @Override
    public Integer call() throws IOException {
        if (before && after) {
            throw wrong("--before or --after, not both");
        }
        if (mutants && refactorings) {
            throw wrong("--mutants or --refactorings, not both");
        }
        if (id == null) {
            if (before || after) {
                throw wrong("--before and --after take the ID of a bug, as in 'fixes F01 --before'");
            }
            List<Entry> entries = refactorings ? Catalogue.REFACTORINGS : mutants ? Catalogue.MUTANTS : Catalogue.FIXES;
            return nets ? new NetsTable(spec.commandLine().getOut()).print(entries) : table(entries);
        }
        Entry entry = Catalogue.find(id)
                .orElseThrow(() -> wrong("there is no bug '" + id + "'; 'wakeproof fixes' shows those there are"));
        return before || after ? one(entry.side(after)) : table(List.of(entry));
    }

    private int one(Side side) {
        PrintWriter out = spec.commandLine().getOut();
        ClosedSystem system = side.system();
        Result result = side.explore(system, Options.defaults());
        HtmlReport page = new HtmlReport("wakeproof: " + result.verdict() + " " + side.commandLine())
                .verdict(result.verdict(), side.commandLine())
                .result(system, result, Options.defaults());
        result.trace()
                .ifPresent(trace -> out.print(
                        new TextTrace(system, Terminal.width(), Terminal.ansi()).render(trace, result.property())));
        out.println(result.verdict() + "  " + side.commandLine());
        result.property().ifPresent(property -> Terminal.printWrapped(out, property + ": " + result.explanation()));
        return write(html, () -> page.render(Version.text())) ? Wakeproof.status(result.verdict()) : Wakeproof.INTERNAL;
    }

    private boolean write(Path file, Supplier<String> text) {
        return Terminal.write(spec.commandLine().getErr(), file, text);
    }

    private int table(List<Entry> entries) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.println("id   year  before      after       states      seconds  what");
        List<Line> lines = new ArrayList<>();
        FixesPage page = new FixesPage(entries);
        boolean asExpected = true;
        for (Entry entry : entries) {
            ClosedSystem system = entry.before().system();
            Result with = entry.before().explore(system, Options.defaults());
            Result without = explore(entry.after());
            page.add(entry, system, with, without);
            Line line = new Line(
                    entry.id(),
                    entry.year(),
                    entry.kind(),
                    with.verdict(),
                    without.verdict(),
                    with.statistics().stored() + without.statistics().stored(),
                    with.statistics().seconds() + without.statistics().seconds());
            lines.add(line);
            boolean expected = line.before == entry.before().expected()
                    && line.after == entry.after().expected();
            asExpected &= expected;
            out.println(String.format(
                    Locale.ROOT,
                    "%-5s%-6s%-12s%-12s%,-12d%7.1f  %s%s",
                    line.id,
                    line.year == 0 ? "" : line.year,
                    line.before,
                    line.after,
                    line.states,
                    line.seconds,
                    entry.title(),
                    expected ? "" : "  NOT AS EXPECTED"));
            out.flush();
        }
        String text =
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(lines) + "\n";
        if (!(write(json, () -> text) & write(html, page::render))) {
            return Wakeproof.INTERNAL;
        }
        out.println(asExpected ? entries.size() + " of " + entries.size() + " as expected" : "NOT AS EXPECTED");
        return asExpected ? Wakeproof.HOLDS : Wakeproof.VIOLATED;
    }

    private static Result explore(Side side) {
        return side.explore(side.system(), Options.defaults());
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
