// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.wakeproof.timed.scenario.Request;

/** Says how much of some timed runs is over, in a line on a terminal; not at all in a pipe. */
final class TimedProgress implements AutoCloseable {
    private static final long INTERVAL_NANOS = 500_000_000;
    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter err;
    private final int runs;
    private final long began = System.nanoTime();
    private double over;
    private long told = began;

    TimedProgress(PrintWriter err, int runs) {
        this.err = err;
        this.runs = runs;
    }

    /** The same request, whose progress is told here. */
    Request of(Request request) {
        double[] before = {0};
        return new Request(request.variant(), request.parameters(), request.seconds(), request.seed(), part -> {
            advance(part - before[0]);
            before[0] = part;
        });
    }

    private synchronized void advance(double part) {
        over += part / runs;
        long now = System.nanoTime();
        if (Terminal.isTerminal() && now - told >= INTERVAL_NANOS) {
            told = now;
            double seconds = (now - began) / 1e9;
            err.print(CLEAR
                    + String.format(
                            Locale.ROOT,
                            "%.0f %%, %.0f s, about %.0f s more",
                            100 * over,
                            seconds,
                            seconds / over - seconds));
            err.flush();
        }
    }

    @Override
    public void close() {
        if (told != began) {
            err.print(CLEAR);
            err.flush();
        }
    }
}
