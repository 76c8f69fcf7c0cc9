// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wakeproof.report.Ansi;
import org.wakeproof.report.TextTrace;

/** What the output goes to: colours and a status line only on a terminal. */
final class Terminal {
    private static final int DEFAULT_WIDTH = 100;

    private Terminal() {}

    static boolean isTerminal() {
        return System.console() != null;
    }

    static Ansi ansi() {
        return new Ansi(isTerminal() && System.getenv("NO_COLOR") == null);
    }

    /** The columns that the shell says, or 100. */
    static int width() {
        return Optional.ofNullable(System.getenv("COLUMNS"))
                .filter(text -> text.matches("[1-9][0-9]{1,3}"))
                .map(Integer::parseInt)
                .orElse(DEFAULT_WIDTH);
    }

    /** Breaks lines at the terminal's width. */
    static void printWrapped(PrintWriter out, String text) {
        List<String> lines = new ArrayList<>();
        TextTrace.wrap(text, width(), "  ", lines);
        lines.forEach(out::println);
    }
}
