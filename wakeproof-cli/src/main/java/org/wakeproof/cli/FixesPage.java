// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Options.Order;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Trace;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.history.Entry;
import org.wakeproof.report.SearchWords;
import org.wakeproof.report.SourceUrl;
import org.wakeproof.report.Violation;
import org.wakeproof.report.html.Cases;
import org.wakeproof.report.html.HtmlReport;

/** The table of bugs as a page: each row unfolds, and shows the trace. */
final class FixesPage {
    /** A longer trace is told, not drawn: the page is to be sent by mail. */
    private static final int MOST_STEPS = 1_000;

    private final HtmlReport page = new HtmlReport("wakeproof: bugs of Xen's idle path");
    private final Cases cases = new Cases(List.of("year", "kind", "before", "after"));
    private final int expected;
    private final Order search;
    private int explored;
    private int asExpected;

    FixesPage(List<Entry> entries, SourceUrl sources, Order search) {
        this.search = search;
        page.sources(sources);
        this.expected = entries.size();
    }

    void add(Entry entry, ClosedSystem system, Result with, Result without) {
        boolean isExpected = with.verdict() == entry.before().expected()
                && without.verdict() == entry.after().expected();
        boolean isCut = with.verdict() == Verdict.INCOMPLETE || without.verdict() == Verdict.INCOMPLETE;
        explored++;
        asExpected += isExpected ? 1 : 0;
        Map<String, String> cells = new LinkedHashMap<>();
        cells.put("year", entry.year() == 0 ? "" : Integer.toString(entry.year()));
        cells.put("kind", entry.kind());
        cells.put("before", with.verdict() + (isExpected || isCut ? "" : " (not as expected)"));
        cells.put("after", without.verdict().toString());
        cells.put(
                "states",
                String.format(
                        Locale.ROOT,
                        "%,d",
                        with.statistics().stored() + without.statistics().stored()));
        cases.add(entry.id(), cells, entry.title(), details(entry, system, with));
    }

    private HtmlReport details(Entry entry, ClosedSystem system, Result with) {
        HtmlReport details = page.part()
                .command("./wakeproof fixes " + entry.id() + " --before\n./wakeproof check "
                        + entry.before().commandLine() + "    # all properties of that system");
        if (with.verdict() != Verdict.HOLDS) {
            details.paragraph(Violation.orLimit(with));
        }
        if (with.trace().isPresent()) {
            draw(details, entry, system, with, with.trace().get());
        } else {
            details.paragraph(
                    switch (with.verdict()) {
                        case HOLDS -> "It holds with the change, too: there is no trace.";
                        case VIOLATED ->
                            "No run ever does this, so there is no step that breaks it. Shown is the run that comes nearest, up to where it turns away.";
                        case INCOMPLETE -> "The search was cut short: there is no trace so far.";
                    });
            with.nearest().ifPresent(nearest -> details.nearest(system, nearest));
        }
        return details;
    }

    private static void draw(HtmlReport details, Entry entry, ClosedSystem system, Result with, Trace trace) {
        if (trace.steps().size() <= MOST_STEPS) {
            details.trace(system, trace, with.property());
        } else {
            details.told(system, trace, with.property())
                    .paragraph("The trace has " + trace.steps().size() + " steps; './wakeproof fixes " + entry.id()
                            + " --before --html FILE' draws it.");
        }
    }

    /**
     * The page.
     *
     * @param incomplete why not all is there, in words; empty if it is
     * @param made what made it, for its foot
     */
    String render(String incomplete, String made) {
        page.headline("Xen's idle path, with each bug and without it")
                .paragraph(asExpected + " of " + expected + " as expected."
                        + (explored < expected ? " INCOMPLETE: only " + explored + " were explored." : ""));
        if (!incomplete.isEmpty()) {
            page.paragraph("INCOMPLETE: " + incomplete + ".");
        }
        return page.paragraph(
                        "A row: the bug, the year of its fix (for a place of today's Xen, P1 to P19, of the commit that brought"
                                + " it), what it leads to, the verdict before the fix and after it, the "
                                + SearchWords.states(search) + " for both. It"
                                + " unfolds, and shows how the bug comes about.")
                .cases(cases)
                .render(made);
    }
}
