// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.wakeproof.pathfinder.Agreement;
import org.wakeproof.pathfinder.Agreement.Comparison;
import org.wakeproof.pathfinder.Opinion;

/** What both engines say, system by system: a table, or a few lines for each where a table is too wide. */
final class AgreementText {
    private static final String HEAD =
            "                                            verdict   outcomes  states   states states/s    s  ratio";
    private static final int TABLE_WIDTH = HEAD.length() + 1;

    private final PrintWriter out;
    private final int width;

    AgreementText(PrintWriter out, int width) {
        this.out = out;
        this.width = width;
    }

    private boolean isTable() {
        return width >= TABLE_WIDTH;
    }

    void begin() {
        if (isTable()) {
            out.println("                                               embedded                    Java PathFinder");
            out.println(HEAD);
        }
    }

    void print(Agreement.Case each, Comparison comparison) {
        String name = each.scenario() + " " + each.name();
        Opinion embedded = comparison.embedded();
        Opinion pathFinder = comparison.pathFinder();
        if (isTable()) {
            out.println(String.format(
                    Locale.ROOT,
                    "%-44s%-10s%8d%,8d%,9d%,9.0f%5.0f%,6.0fx",
                    name,
                    embedded.verdict(),
                    embedded.outcomes().size(),
                    embedded.states(),
                    pathFinder.states(),
                    pathFinder.rate(),
                    pathFinder.seconds(),
                    embedded.rate() / pathFinder.rate()));
        } else {
            line(
                    "%s  %s, %d outcomes",
                    name, embedded.verdict(), embedded.outcomes().size());
            line("  embedded: %,d states", embedded.states());
            line(
                    "  JPF: %,d states, %,.0f/s, %.0f s, ratio %,.0fx",
                    pathFinder.states(), pathFinder.rate(), pathFinder.seconds(), embedded.rate() / pathFinder.rate());
        }
        comparison.difference().ifPresent(difference -> {
            String text = (comparison.isWhole() ? "  DIFFERENT: " : "  INCOMPLETE: ") + difference;
            Terminal.printWrapped(out, text, width, "  ");
        });
        out.flush();
    }

    private void line(String pattern, Object... values) {
        Terminal.printWrapped(out, String.format(Locale.ROOT, pattern, values), width, "  ");
    }

    void end(String text) {
        Terminal.printWrapped(out, text, width, "  ");
    }
}
