// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * While it is open, a signal stops a search, so that what was covered can be reported as INCOMPLETE. The program ends at
 * once at the second signal, and where a report does not come to its end.
 */
final class Interruption implements AutoCloseable {
    private static final long REPORT_SECONDS = 60;

    private final Signals signals;
    private boolean stopped;

    /**
     * @param stop told why to stop, as {@code Ctrl-C}
     */
    Interruption(Consumer<String> stop) {
        signals = new Signals(why -> interrupt(stop, why));
    }

    /**
     * One that ends the program at the first signal, for what cannot report a part of its work.
     *
     * @param rest what is not told therefore
     */
    static Interruption atOnce(PrintWriter out, String rest) {
        return new Interruption(why -> {
            out.println("INCOMPLETE  stopped by " + why + ": " + rest);
            out.flush();
            System.exit(ExitStatus.INCOMPLETE.code());
        });
    }

    private void interrupt(Consumer<String> stop, String why) {
        if (isSecond()) {
            halt();
        }
        Thread patience = new Thread(Interruption::haltLater, "patience");
        patience.setDaemon(true);
        patience.start();
        stop.accept(why);
    }

    private synchronized boolean isSecond() {
        boolean second = stopped;
        stopped = true;
        return second;
    }

    private static void haltLater() {
        try {
            TimeUnit.SECONDS.sleep(REPORT_SECONDS);
            halt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void halt() {
        System.err.println("wakeproof: INCOMPLETE: ended before what was covered could be reported");
        Runtime.getRuntime().halt(ExitStatus.INCOMPLETE.code());
    }

    @Override
    public void close() {
        signals.close();
    }
}
