// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * While it is open, a signal stops a search, so that what was covered can be reported as INCOMPLETE. The program ends at
 * once at a second signal, and where a report does not come to its end. What comes together with the first is none:
 * {@code timeout} signals its child, and then its process group with the child in it.
 */
final class Interruption implements AutoCloseable {
    private static final long REPORT_SECONDS = 60;

    private static final long TOGETHER = TimeUnit.MILLISECONDS.toNanos(500);

    private final Signals signals;
    private boolean stopped;
    private long stoppedAt;

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
            Terminal.printWrapped(out, "INCOMPLETE  stopped by " + why + ": " + rest);
            out.flush();
            System.exit(ExitStatus.INCOMPLETE.code());
        });
    }

    private void interrupt(Consumer<String> stop, String why) {
        if (!isFirst()) {
            return;
        }
        Thread patience = new Thread(Interruption::haltLater, "patience");
        patience.setDaemon(true);
        patience.start();
        stop.accept(why);
    }

    /** Whether it is the first signal; one that comes later, and not with it, ends the program. */
    private synchronized boolean isFirst() {
        long now = System.nanoTime();
        if (!stopped) {
            stopped = true;
            stoppedAt = now;
            return true;
        }
        if (now - stoppedAt > TOGETHER) {
            halt();
        }
        return false;
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
