// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Searches;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.history.Entry;
import org.wakeproof.history.Side;
import org.wakeproof.scenario.Settings.SafetyNet;

/** Whether what is said of bugs and their fixes stays so when more goes on: the same systems, varied. */
final class VariedSides {
    /** Of fixed versions with nets on, which are not stopped otherwise. */
    private static final long MAX_STATES = 60_000_000;

    private record Row(Entry entry, String how, Side side) {}

    private final PrintWriter out;
    private final Searches searches;
    private final Options options;

    VariedSides(PrintWriter out, Searches searches, Options options) {
        this.out = out;
        this.searches = searches;
        this.options = options;
    }

    /** Explores each fixed version with each safety net of its scenario, and returns the exit status. */
    ExitStatus withNets(List<Entry> entries) {
        List<Row> rows = new ArrayList<>();
        for (Entry entry : entries) {
            for (SafetyNet net : SafetyNet.values()) {
                entry.after().withNet(net).ifPresent(side -> rows.add(new Row(entry, net.toString(), side)));
            }
        }
        return print(rows, options.withMaxStates(MAX_STATES));
    }

    /** Explores both versions with one CPU more, of the systems that leave the choice, and returns the exit status. */
    ExitStatus withOneMoreCpu(List<Entry> entries) {
        List<Row> rows = new ArrayList<>();
        for (Entry entry : entries) {
            entry.before().withOneMoreCpu().ifPresent(side -> rows.add(new Row(entry, "before", side)));
            entry.after().withOneMoreCpu().ifPresent(side -> rows.add(new Row(entry, "after", side)));
        }
        ExitStatus status = print(rows, options);
        long varied = rows.stream().map(Row::entry).distinct().count();
        Terminal.printWrapped(
                out,
                entries.size() - varied + " of " + entries.size()
                        + " are left out: their systems have the CPUs that they need");
        return status;
    }

    /** Another verdict than that of the catalogue counts as a violation, and what is not explored to its end as incomplete. */
    private ExitStatus print(List<Row> rows, Options limited) {
        out.println("id   how          verdict     states                 seconds  what");
        ExitStatus status = ExitStatus.HOLDS;
        for (Row row : rows) {
            status = worse(status, line(row, limited), row.side().expected());
            if (searches.stopped().isPresent()) {
                out.println("INCOMPLETE  stopped by " + searches.stopped().get());
                return ExitStatus.INCOMPLETE;
            }
        }
        return status;
    }

    private Verdict line(Row row, Options limited) {
        Side side = row.side();
        Result result = side.explore(side.system(), limited, searches);
        out.println(String.format(
                Locale.ROOT,
                "%-5s%-13s%-12s%,-22d%8.1f  %s",
                row.entry().id(),
                row.how(),
                result.verdict(),
                result.statistics().states(),
                result.statistics().seconds(),
                side.commandLine() + (result.verdict() == Verdict.INCOMPLETE ? "  " + result.explanation() : "")));
        out.flush();
        return result.verdict();
    }

    private static ExitStatus worse(ExitStatus status, Verdict verdict, Verdict expected) {
        if (verdict == Verdict.INCOMPLETE) {
            return status == ExitStatus.VIOLATED ? status : ExitStatus.INCOMPLETE;
        }
        return verdict == expected ? status : ExitStatus.VIOLATED;
    }
}
