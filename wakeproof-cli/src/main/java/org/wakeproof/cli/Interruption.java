// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** While it is open, Ctrl-C stops a search; the program ends as INCOMPLETE once what was covered has been reported. */
final class Interruption implements AutoCloseable {
    private static final long REPORT_SECONDS = 10;

    private final CountDownLatch reported = new CountDownLatch(1);
    private final Thread hook;

    /**
     * @param stop told why to stop
     */
    Interruption(Consumer<String> stop) {
        hook = new Thread(() -> stopAndReport(stop));
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void stopAndReport(Consumer<String> stop) {
        stop.accept("Ctrl-C");
        try {
            reported.await(REPORT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(Wakeproof.INCOMPLETE);
    }

    @Override
    public void close() {
        reported.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // Ctrl-C came first: the hook is running, and ends the program.
        }
    }
}
