// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Searches;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.history.Entry;
import org.wakeproof.history.Side;
import org.wakeproof.report.SearchWords;
import org.wakeproof.report.SourceUrl;

/** The table of bugs with and without their fixes, a line as soon as it is known. */
final class FixesTable {
    static final String INDENT = " ".repeat(6);

    private final List<Entry> entries;
    private final Searches searches;
    private final Options options;
    private final List<Line> lines = new ArrayList<>();
    private final FixesPage page;
    private int notAsExpected;
    private String incomplete = "";

    /**
     * A line of the table as data.
     *
     * @param id of the bug
     * @param year of its fix, or of the commit that brought a place of today's Xen; null if there is none that is known
     * @param kind what it leads to
     * @param title what it is, in a line
     * @param check what is typed behind {@code check} to see it
     * @param before the verdict with the bug
     * @param after the verdict without it
     * @param property the property that is violated with it
     * @param explanation how, or which limit ended the search; null if nothing is violated
     * @param states of both searches: stored, or exactly, as the search has it
     * @param seconds of both searches
     */
    record Line(
            String id,
            @Nullable Integer year,
            String kind,
            String title,
            String check,
            Verdict before,
            Verdict after,
            @Nullable String property,
            @Nullable String explanation,
            long states,
            double seconds) {}

    FixesTable(List<Entry> entries, Searches searches, Options options, SourceUrl sources) {
        this.entries = entries;
        this.searches = searches;
        this.options = options;
        this.page = new FixesPage(entries, sources, options.search());
    }

    /** Explores and prints, until somebody stops the searches. */
    void print(PrintWriter out) {
        int width = Terminal.givenWidth();
        Terminal.printWrapped(out, "id   year  before      after       states      seconds  what", width, INDENT);
        for (Entry entry : entries) {
            ClosedSystem system = entry.before().system();
            Result with = entry.before().explore(system, options, searches);
            Result without = explore(entry.after());
            Optional<String> reason = searches.stopped();
            if (reason.isPresent()) {
                incomplete = "stopped by " + reason.get() + " after " + lines.size() + " of " + entries.size();
                return;
            }
            Terminal.printWrapped(out, line(entry, system, with, without), width, INDENT);
            out.flush();
        }
    }

    /** Prints how many are as they should be, and returns how the command ends. */
    ExitStatus conclude(PrintWriter out) {
        if (notAsExpected > 0) {
            out.println("NOT AS EXPECTED: " + notAsExpected + " of " + lines.size());
        }
        if (!incomplete.isEmpty()) {
            Terminal.printWrapped(out, "INCOMPLETE  " + incomplete);
        } else if (notAsExpected == 0) {
            out.println(lines.size() + " of " + entries.size() + " as expected");
        }
        if (notAsExpected > 0) {
            return ExitStatus.NOT_AS_EXPECTED;
        }
        return incomplete.isEmpty() ? ExitStatus.HOLDS : ExitStatus.INCOMPLETE;
    }

    private Result explore(Side side) {
        return side.explore(side.system(), options, searches);
    }

    private String line(Entry entry, ClosedSystem system, Result with, Result without) {
        page.add(entry, system, with, without);
        Line line = new Line(
                entry.id(),
                entry.year() == 0 ? null : entry.year(),
                entry.kind(),
                entry.title(),
                entry.before().commandLine(),
                with.verdict(),
                without.verdict(),
                with.property().orElse(null),
                with.explanation().isEmpty() ? null : with.explanation(),
                with.statistics().stored() + without.statistics().stored(),
                with.statistics().seconds() + without.statistics().seconds());
        lines.add(line);
        String remark = remark(entry, with, without);
        return String.format(
                Locale.ROOT,
                "%-5s%-6s%-12s%-12s%,-12d%7.1f  %s%s",
                line.id,
                line.year == null ? "" : line.year,
                line.before,
                line.after,
                line.states,
                line.seconds,
                entry.title(),
                remark);
    }

    /** A search that was cut short is no verdict that could be expected or not. */
    private String remark(Entry entry, Result with, Result without) {
        for (Result result : List.of(with, without)) {
            if (result.verdict() == Verdict.INCOMPLETE) {
                incomplete = entry.id() + " was " + result.explanation();
                return "  INCOMPLETE: " + result.explanation();
            }
        }
        if (with.verdict() == entry.before().expected()
                && without.verdict() == entry.after().expected()) {
            return "";
        }
        notAsExpected++;
        return "  NOT AS EXPECTED";
    }

    /** The lines as data. */
    Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("search", SearchWords.name(options.search()));
        data.put("fixes", lines);
        return data;
    }

    /** The lines as a page. */
    String html(String made) {
        return page.render(incomplete, made);
    }
}
