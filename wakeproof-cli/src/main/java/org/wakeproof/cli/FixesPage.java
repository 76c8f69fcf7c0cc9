// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Trace;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.history.Entry;
import org.wakeproof.report.html.HtmlReport;

/** The table of bugs as a page, with the trace of each to unfold. */
final class FixesPage {
    /** A longer trace is told, not drawn: the page is to be sent by mail. */
    private static final int MOST_STEPS = 400;

    private final List<List<String>> rows = new ArrayList<>();
    private final HtmlReport traces = new HtmlReport("");
    private final int expected;
    private int asExpected;

    FixesPage(List<Entry> entries) {
        this.expected = entries.size();
    }

    void add(Entry entry, ClosedSystem system, Result with, Result without) {
        boolean isExpected = with.verdict() == entry.before().expected()
                && without.verdict() == entry.after().expected();
        boolean isCut = with.verdict() == Verdict.INCOMPLETE || without.verdict() == Verdict.INCOMPLETE;
        asExpected += isExpected ? 1 : 0;
        rows.add(List.of(
                entry.id(),
                entry.year() == 0 ? "" : Integer.toString(entry.year()),
                with.verdict() + (isExpected || isCut ? "" : " (not as expected)"),
                without.verdict().toString(),
                String.format(
                        Locale.ROOT,
                        "%,d",
                        with.statistics().stored() + without.statistics().stored()),
                entry.title()));
        show(entry, system, with);
    }

    private void show(Entry entry, ClosedSystem system, Result with) {
        traces.fold(entry.id() + ": " + entry.title())
                .command("wakeproof check " + entry.before().commandLine())
                .paragraph(with.property().orElse("") + ": " + with.explanation());
        with.trace().ifPresent(trace -> draw(entry, system, with, trace));
        if (with.trace().isEmpty()) {
            traces.paragraph("No trace shows what never happens.");
        }
        traces.endFold();
    }

    private void draw(Entry entry, ClosedSystem system, Result with, Trace trace) {
        if (trace.steps().size() <= MOST_STEPS) {
            traces.trace(system, trace, with.property());
        } else {
            traces.told(system, trace, with.property())
                    .paragraph("The trace has " + trace.steps().size() + " steps; 'wakeproof fixes " + entry.id()
                            + " --before --html FILE' draws it.");
        }
    }

    String render() {
        return new HtmlReport("wakeproof: bugs of Xen's idle path")
                .headline("Bugs of Xen's idle path, with and without")
                .paragraph(asExpected + " of " + expected + " as expected."
                        + (rows.size() < expected ? " INCOMPLETE: only " + rows.size() + " were explored." : ""))
                .table(List.of("id", "year", "before", "after", "states", "what"), rows)
                .section("How each comes about")
                .append(traces)
                .render(Version.text());
    }
}
