// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Searches;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.history.Catalogue;
import org.wakeproof.history.Entry;
import org.wakeproof.history.Side;
import org.wakeproof.report.NearestPlaces;
import org.wakeproof.report.Violation;
import org.wakeproof.report.html.HtmlReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
final class FixesCommand implements Callable<ExitStatus> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "ID",
            completionCandidates = Ids.class,
            arity = "0..1",
            description = "One of the table, as F01, M7 or P1.")
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
            names = "--more-cpus",
            description = "Both versions with one CPU more, where the system leaves the choice: the same verdicts?")
    private boolean moreCpus;

    @Option(
            names = "--timeout",
            paramLabel = "T",
            description = "With --more-cpus: stops a search after that time: 90, 90s, 5m, 2h (default: 1m).")
    private String timeout;

    @Option(
            names = "--refactorings",
            description = "Refactorings that are believed correct, each with a mutation that is noticed.")
    private boolean refactorings;

    @Option(
            names = "--today",
            description = "Suspicious places of Xen as of August 2026: as it is (before), and repaired (after).")
    private boolean today;

    @Option(
            names = "--since",
            paramLabel = "YEAR",
            description =
                    "Both: the bugs that were fixed in YEAR or later, and the places of today that a commit of YEAR"
                            + " or later brought; places of which that is not known are named, and left out.")
    private String since;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            converter = OutputFile.class,
            description = "Writes the table as JSON.")
    private Path json;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            converter = OutputFile.class,
            description = "Writes the table with the traces as one HTML page.")
    private Path html;

    @Mixin
    private SearchOption search;

    @Mixin
    private TraceOptions traces;

    @Mixin
    private SourceOptions sources;

    /** For completion. */
    static final class Ids implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ids().iterator();
        }
    }

    /** Of all bugs, mutants, refactorings and places that there are. */
    static List<String> ids() {
        return Stream.of(Catalogue.FIXES, Catalogue.MUTANTS, Catalogue.REFACTORINGS, Catalogue.PLACES)
                .flatMap(List::stream)
                .map(Entry::id)
                .toList();
    }

    @Override
    public ExitStatus call() {
        rejectCombinations();
        Entry entry = id == null
                ? null
                : Catalogue.find(id)
                        .orElseThrow(
                                () -> wrong("there is no bug '" + id + "'; 'wakeproof fixes' shows those there are"));
        Searches searches = new Searches();
        Interruption interruption = new Interruption(searches::stop);
        try (interruption) {
            ExitStatus status = run(entry, searches);
            out().flush();
            return status;
        }
    }

    private void rejectCombinations() {
        if (before && after) {
            throw wrong("--before or --after, not both");
        }
        if (Stream.of(mutants, refactorings, today, since != null)
                        .filter(chosen -> chosen)
                        .count()
                > 1) {
            throw wrong("--mutants, --refactorings, --today or --since, not two of them");
        }
        boolean isOne = before || after;
        if (id == null && isOne) {
            throw wrong("--before and --after take the ID of a bug, as in 'fixes F01 --before'");
        }
        if (id != null && (mutants || refactorings || today || since != null)) {
            throw wrong("--mutants, --refactorings, --today and --since are for the whole table, not for one ID");
        }
        if (isOne && nets) {
            throw wrong("--nets is for the table, not for --before and --after");
        }
        if (isOne && json != null) {
            throw wrong("--json is for the table, not for --before and --after: 'check --json' writes a trace");
        }
        if (nets && (json != null || html != null)) {
            throw wrong("--nets prints a table only: it takes neither --json nor --html");
        }
        if (moreCpus && (isOne || nets || json != null || html != null)) {
            throw wrong(
                    "--more-cpus prints a table of its own: it takes none of --before, --after, --nets, --json and --html");
        }
        if (timeout != null && !moreCpus) {
            throw wrong("--timeout is for --more-cpus");
        }
        if (!isOne && traces.isFull()) {
            throw wrong("--full is for the trace of --before or --after");
        }
        if (!isOne && html == null && sources.given().isPresent()) {
            throw wrong("--source-url is for --before, --after and --html");
        }
    }

    private ExitStatus run(Entry entry, Searches searches) {
        if (before || after) {
            return one(entry.side(after), searches);
        }
        List<Entry> entries = entry == null ? table() : List.of(entry);
        if (moreCpus) {
            Options limited = search.in(Options.defaults())
                    .withTimeout(
                            Usage.checked(spec, () -> Durations.parse("--timeout", timeout == null ? "1m" : timeout)));
            return new VariedSides(out(), searches, limited).withOneMoreCpu(entries);
        }
        return nets
                ? new VariedSides(out(), searches, search.in(Options.defaults())).withNets(entries)
                : table(new FixesTable(entries, searches, search.in(Options.defaults()), sources.url()));
    }

    private List<Entry> table() {
        if (since != null) {
            return since();
        }
        if (today) {
            return Catalogue.PLACES;
        }
        return refactorings ? Catalogue.REFACTORINGS : mutants ? Catalogue.MUTANTS : Catalogue.FIXES;
    }

    private List<Entry> since() {
        if (!since.matches("[1-9][0-9]{3}")) {
            throw wrong("--since takes a year, as 2009, not '" + since + "'");
        }
        List<Entry> entries = Catalogue.since(Integer.parseInt(since));
        if (entries.isEmpty()) {
            throw wrong("nothing in the table is of " + since + " or later");
        }
        String unknown = Catalogue.PLACES.stream()
                .filter(place -> place.year() == 0)
                .map(Entry::id)
                .collect(Collectors.joining(", "));
        Terminal.printWrapped(out(), "not in the table, as their year is not known: " + unknown);
        return entries;
    }

    private ExitStatus one(Side side, Searches searches) {
        ClosedSystem system = side.system();
        Explorer explorer = new Explorer(system.machine(), system.properties(), search.in(Options.defaults()));
        Result result = traces.shown(explorer, searches.run(explorer));
        out().print(traces.text(system, result, sources.given()));
        Terminal.printWrapped(out(), result.verdict() + "  " + side.commandLine());
        if (result.verdict() != Verdict.HOLDS) {
            Terminal.printWrapped(out(), Violation.orLimit(result));
            result.nearest()
                    .ifPresent(nearest -> NearestPlaces.of(nearest)
                            .forEach(place -> Terminal.printWrapped(out(), "nearest: " + place)));
        }
        return write(html, () -> page(side, system, result)) ? ExitStatus.of(result.verdict()) : ExitStatus.FAILED;
    }

    private String page(Side side, ClosedSystem system, Result result) {
        return new HtmlReport("wakeproof: " + result.verdict() + " " + side.commandLine())
                .full(traces.isFull())
                .sources(sources.url())
                .verdict(result.verdict(), side.commandLine())
                .result(system, result, search.in(Options.defaults()))
                .render(Provenance.of(spec));
    }

    private ExitStatus table(FixesTable table) {
        table.print(out());
        return write(json, () -> Version.envelope(spec).write(table.data()))
                        & write(html, () -> table.html(Provenance.of(spec)))
                ? table.conclude(out())
                : ExitStatus.FAILED;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private boolean write(Path file, Supplier<String> text) {
        return Terminal.write(spec, file, text);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
