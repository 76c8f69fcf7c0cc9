// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Statistics;

/** One line on a terminal that says how far the search is; nothing in a pipe. */
final class ProgressLine implements AutoCloseable {
    private static final long INTERVAL_MILLIS = 500;
    private static final String CLEAR = "\r\u001b[K";

    private final Explorer explorer;
    private final PrintWriter err;
    private final Thread thread;
    private volatile boolean closed;

    ProgressLine(Explorer explorer, PrintWriter err) {
        this.explorer = explorer;
        this.err = err;
        this.thread = new Thread(this::show, "progress");
        thread.setDaemon(true);
        if (Terminal.isTerminal()) {
            thread.start();
        }
    }

    private void show() {
        try {
            while (!closed) {
                Thread.sleep(INTERVAL_MILLIS);
                explorer.statistics().filter(now -> !closed).ifPresent(now -> {
                    err.print(CLEAR + line(now));
                    err.flush();
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static String line(Statistics now) {
        return String.format(
                Locale.ROOT,
                "%,.1f M states, depth %d, frontier %,d, %.1f M/s, %,d MiB, %.0f s",
                now.stored() / 1e6,
                now.depth(),
                now.frontier(),
                now.rate() / 1e6,
                now.bytes() >> 20,
                now.seconds());
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        if (Terminal.isTerminal()) {
            err.print(CLEAR);
            err.flush();
        }
    }
}
