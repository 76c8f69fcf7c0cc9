// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.wakeproof.report.Ansi;
import org.wakeproof.report.AtomicFile;
import org.wakeproof.report.Reasons;
import org.wakeproof.report.TextTrace;
import picocli.CommandLine.Model.CommandSpec;

/** What the output goes to: colours and a status line only on a terminal. */
final class Terminal {
    private static final int DEFAULT_WIDTH = 100;

    private Terminal() {}

    /** Whether somebody looks at it, on something that knows how to colour and clear a line. */
    static boolean isTerminal() {
        return System.console() != null && !"dumb".equals(System.getenv("TERM"));
    }

    static Ansi ansi() {
        return new Ansi(isTerminal() && System.getenv("NO_COLOR") == null);
    }

    /** Whether the shell says how many columns there are; a file has as many as are needed. */
    static boolean isGiven() {
        return System.getenv("COLUMNS") != null;
    }

    /** The columns that the shell says, or 100. */
    static int width() {
        return Optional.ofNullable(System.getenv("COLUMNS"))
                .filter(text -> text.matches("[1-9][0-9]{1,3}"))
                .map(Integer::parseInt)
                .orElse(DEFAULT_WIDTH);
    }

    /** The columns that the shell says, or as many as are needed. */
    static int givenWidth() {
        return isGiven() ? width() : Integer.MAX_VALUE;
    }

    /** Breaks lines at the terminal's width. */
    static void printWrapped(PrintWriter out, String text) {
        printWrapped(out, text, width(), "  ");
    }

    /** Breaks lines at a width; those behind the first are indented. */
    static void printWrapped(PrintWriter out, String text, int width, String indent) {
        if (text.length() <= width) {
            out.println(text);
            return;
        }
        List<String> lines = new ArrayList<>();
        String bare = text.stripLeading();
        String first = text.substring(0, text.length() - bare.length());
        TextTrace.wrap(bare, width - first.length(), first + indent, lines);
        out.println(first + lines.get(0));
        lines.stream().skip(1).forEach(out::println);
    }

    /** Writes a text that is made only if there is a file; see the other. */
    static boolean write(CommandSpec command, Path file, Supplier<String> text) {
        return file == null || write(command, file, text.get());
    }

    /**
     * Writes a file whole or not at all, or the standard output; null is no file.
     *
     * @return false, after a line that says why, if it cannot be written
     */
    static boolean write(CommandSpec command, Path file, String text) {
        if (file == null) {
            return true;
        }
        if (OutputFile.isStandardOutput(file)) {
            Wakeproof.standardOutput(command).print(text);
            Wakeproof.standardOutput(command).flush();
            return true;
        }
        try {
            AtomicFile.write(file, text);
            return true;
        } catch (IOException e) {
            command.commandLine().getErr().println("wakeproof: cannot write " + file + ": " + Reasons.of(e));
            return false;
        }
    }
}
