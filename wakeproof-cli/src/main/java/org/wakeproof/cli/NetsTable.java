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
import org.wakeproof.scenario.Settings.SafetyNet;

/** Whether what is fixed stays so when more goes on: each fixed version with the safety nets of its scenario. */
final class NetsTable {
    private static final long MAX_STATES = 60_000_000;

    private final PrintWriter out;
    private final Searches searches;
    private final Options options;

    NetsTable(PrintWriter out, Searches searches, Options options) {
        this.out = out;
        this.searches = searches;
        this.options = options;
    }

    /** Explores them all, and returns the exit status: a false alarm is one, and so is a limit. */
    ExitStatus print(List<Entry> entries) {
        print("id   net          after       states      seconds  what");
        ExitStatus status = ExitStatus.HOLDS;
        for (Entry entry : entries) {
            for (SafetyNet net : SafetyNet.values()) {
                Side side = entry.after().withNet(net).orElse(null);
                if (side != null) {
                    status = worse(status, line(entry, net, side));
                }
                if (searches.stopped().isPresent()) {
                    out.println("INCOMPLETE  stopped by " + searches.stopped().get());
                    return ExitStatus.INCOMPLETE;
                }
            }
        }
        return status;
    }

    private Verdict line(Entry entry, SafetyNet net, Side side) {
        Result result = side.explore(side.system(), options.withMaxStates(MAX_STATES), searches);
        print(String.format(
                Locale.ROOT,
                "%-5s%-13s%-12s%,-12d%7.1f  %s",
                entry.id(),
                net,
                result.verdict(),
                result.statistics().stored(),
                result.statistics().seconds(),
                side.commandLine() + (result.verdict() == Verdict.INCOMPLETE ? "  " + result.explanation() : "")));
        out.flush();
        return result.verdict();
    }

    private void print(String line) {
        Terminal.printWrapped(out, line, Terminal.isGiven() ? Terminal.width() : Integer.MAX_VALUE, FixesTable.INDENT);
    }

    private static ExitStatus worse(ExitStatus status, Verdict verdict) {
        return switch (verdict) {
            case HOLDS -> status;
            case VIOLATED -> ExitStatus.VIOLATED;
            case INCOMPLETE -> status == ExitStatus.VIOLATED ? status : ExitStatus.INCOMPLETE;
        };
    }
}
