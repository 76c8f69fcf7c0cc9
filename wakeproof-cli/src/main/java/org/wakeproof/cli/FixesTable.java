// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Searches;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.history.Entry;
import org.wakeproof.history.Side;

/** The table of bugs with and without their fixes, a line as soon as it is known. */
final class FixesTable {
    private final List<Entry> entries;
    private final Searches searches;
    private final List<Line> lines = new ArrayList<>();
    private final FixesPage page;
    private boolean asExpected = true;

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

    FixesTable(List<Entry> entries, Searches searches) {
        this.entries = entries;
        this.searches = searches;
        this.page = new FixesPage(entries);
    }

    /** Explores and prints; false if it was stopped, which it then says. */
    boolean print(PrintWriter out) {
        out.println("id   year  before      after       states      seconds  what");
        for (Entry entry : entries) {
            ClosedSystem system = entry.before().system();
            Result with = entry.before().explore(system, Options.defaults(), searches);
            Result without = explore(entry.after());
            Optional<String> reason = searches.stopped();
            if (reason.isPresent()) {
                out.println("INCOMPLETE  stopped by " + reason.get() + " after " + lines.size() + " of "
                        + entries.size() + "; no file is written");
                return false;
            }
            out.println(line(entry, system, with, without));
            out.flush();
        }
        return true;
    }

    /** Prints how many are as they should be, and returns the exit status. */
    ExitStatus conclude(PrintWriter out) {
        out.println(asExpected ? entries.size() + " of " + entries.size() + " as expected" : "NOT AS EXPECTED");
        return asExpected ? ExitStatus.HOLDS : ExitStatus.NOT_AS_EXPECTED;
    }

    private Result explore(Side side) {
        return side.explore(side.system(), Options.defaults(), searches);
    }

    private String line(Entry entry, ClosedSystem system, Result with, Result without) {
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
        return String.format(
                Locale.ROOT,
                "%-5s%-6s%-12s%-12s%,-12d%7.1f  %s%s",
                line.id,
                line.year == 0 ? "" : line.year,
                line.before,
                line.after,
                line.states,
                line.seconds,
                entry.title(),
                expected ? "" : "  NOT AS EXPECTED");
    }

    /** The lines as JSON. */
    String json() {
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(lines) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The lines as a page. */
    String html() {
        return page.render();
    }
}
