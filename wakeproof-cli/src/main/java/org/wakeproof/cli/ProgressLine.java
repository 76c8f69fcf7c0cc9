// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Statistics;

/** Says how far the search is: in one line on a terminal, or as JSON Lines for programs. */
final class ProgressLine implements AutoCloseable {
    /** How progress is told. */
    enum Style {
        /** In one line on a terminal; not at all in a pipe. */
        AUTO,
        /** One JSON object a line, wherever it goes; the last one when the search has ended. */
        JSON,
        /** Not at all. */
        NONE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final long INTERVAL_MILLIS = 500;
    private static final String CLEAR = "\r\u001b[K";

    /** From here on nobody means it as a limit. */
    private static final Duration LONG = Duration.ofDays(30);

    private final Explorer explorer;
    private final PrintWriter err;
    private final Style style;
    private final Duration limit;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * @param limit when the search ends at the latest
     */
    ProgressLine(Explorer explorer, PrintWriter err, Style style, Duration limit) {
        this.explorer = explorer;
        this.err = err;
        this.style = style;
        this.limit = limit;
        this.thread = new Thread(this::show, "progress");
        thread.setDaemon(true);
        if (isLine() || style == Style.JSON) {
            thread.start();
        }
    }

    private boolean isLine() {
        return style == Style.AUTO && Terminal.isTerminal();
    }

    private void show() {
        try {
            while (!closed) {
                Thread.sleep(INTERVAL_MILLIS);
                explorer.statistics().filter(now -> !closed).ifPresent(this::tell);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(Statistics now) {
        if (isLine()) {
            err.print(CLEAR + line(now, limit));
        } else {
            err.println(json(now, false));
        }
        err.flush();
    }

    /** How big the space is, nobody knows before its end; only a limit of time says how long it can take. */
    static String line(Statistics now, Duration limit) {
        String left = limit.compareTo(LONG) < 0
                ? String.format(Locale.ROOT, ", at most %.0f s more", Math.max(0, limit.toSeconds() - now.seconds()))
                : "";
        return now.symbolic().map(symbolic -> line(symbolic, now)).orElseGet(() -> lineOfStates(now)) + left;
    }

    private static String line(Statistics.Symbolic symbolic, Statistics now) {
        return String.format(
                Locale.ROOT,
                "sets: %,.1f M nodes, %,d levels, %,d groups, round %,d, %,d operations, %,d MiB, %.0f s",
                symbolic.nodesInUse() / 1e6,
                symbolic.levels(),
                symbolic.groups(),
                symbolic.rounds(),
                symbolic.evaluations(),
                now.bytes() >> 20,
                now.seconds());
    }

    private static String lineOfStates(Statistics now) {
        return String.format(
                Locale.ROOT,
                "%,.1f M states, %,.1f M generated, depth %d, frontier %,d, %.1f M/s, %,d MiB, %.0f s",
                now.stored() / 1e6,
                now.generated() / 1e6,
                now.depth(),
                now.frontier(),
                now.rate() / 1e6,
                now.bytes() >> 20,
                now.seconds());
    }

    static String json(Statistics now, boolean done) {
        return String.format(
                Locale.ROOT,
                "{\"stored\":%d,\"generated\":%d,\"depth\":%d,\"frontier\":%d,\"statesPerSecond\":%.0f,"
                        + "\"bytes\":%d,\"seconds\":%.1f,%s\"done\":%b}",
                now.stored(),
                now.generated(),
                now.depth(),
                now.frontier(),
                now.rate(),
                now.bytes(),
                now.seconds(),
                now.symbolic().map(ProgressLine::json).orElse(""),
                done);
    }

    private static String json(Statistics.Symbolic symbolic) {
        return String.format(
                Locale.ROOT,
                "\"nodes\":%d,\"levels\":%d,\"groups\":%d,\"rounds\":%d,\"evaluations\":%d,",
                symbolic.nodesInUse(),
                symbolic.levels(),
                symbolic.groups(),
                symbolic.rounds(),
                symbolic.evaluations());
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        if (isLine()) {
            err.print(CLEAR);
        } else if (style == Style.JSON) {
            explorer.statistics().ifPresent(end -> err.println(json(end, true)));
        }
        err.flush();
    }
}
