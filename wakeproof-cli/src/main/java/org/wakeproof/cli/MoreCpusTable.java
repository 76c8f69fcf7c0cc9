// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Searches;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.history.Entry;
import org.wakeproof.history.Side;

/** Whether bugs are found, and not found after their fix, with one CPU more; of the systems that leave the choice. */
final class MoreCpusTable {
    private final PrintWriter out;
    private final Searches searches;
    private final Options options;

    MoreCpusTable(PrintWriter out, Searches searches, Options options) {
        this.out = out;
        this.searches = searches;
        this.options = options;
    }

    /**
     * Explores them all, and returns the exit status: another verdict than with fewer CPUs counts as a violation, and what
     * was not explored to its end as incomplete.
     */
    ExitStatus print(List<Entry> entries) {
        out.println("id   side    verdict     states                 seconds  what");
        ExitStatus status = ExitStatus.HOLDS;
        int left = 0;
        for (Entry entry : entries) {
            boolean some = false;
            for (boolean isAfter : new boolean[] {false, true}) {
                Side side = entry.side(isAfter).withOneMoreCpu().orElse(null);
                if (side != null && searches.stopped().isEmpty()) {
                    status = worse(status, line(entry, isAfter, side), side.expected());
                    some = true;
                }
            }
            left += some ? 0 : 1;
        }
        if (searches.stopped().isPresent()) {
            out.println("INCOMPLETE  stopped by " + searches.stopped().get());
            return ExitStatus.INCOMPLETE;
        }
        Terminal.printWrapped(
                out, left + " of " + entries.size() + " are left out: their systems have the CPUs that they need");
        return status;
    }

    private Verdict line(Entry entry, boolean isAfter, Side side) {
        Result result = side.explore(side.system(), options, searches);
        out.println(String.format(
                Locale.ROOT,
                "%-5s%-8s%-12s%,-22d%8.1f  %s",
                entry.id(),
                isAfter ? "after" : "before",
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
