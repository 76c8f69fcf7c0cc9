// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Searches;
import org.wakeproof.review.IdleCode;
import org.wakeproof.review.Xen;

/** Explores small systems side by side, each with one worker, which is quicker than many workers for one after the other. */
final class SideBySide {
    private final IdleCode code;
    private final Xen xen;
    private final Options options;
    private final Searches searches;
    private final long start = System.nanoTime();

    /** @param options with the workers for all of them, and the time that all of them together may take */
    SideBySide(IdleCode code, Xen xen, Options options, Searches searches) {
        this.code = code;
        this.xen = xen;
        this.options = options;
        this.searches = searches;
    }

    /** What each shows, in this order. */
    List<Finding> explore(List<Situation> situations) {
        ExecutorService workers = Executors.newFixedThreadPool(Math.max(1, options.threads()), task -> {
            Thread thread = new Thread(task, "review");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<Finding>> futures = new ArrayList<>();
            situations.forEach(
                    situation -> futures.add(workers.submit(() -> situation.explore(code, xen, one(), searches))));
            List<Finding> findings = new ArrayList<>();
            for (Future<Finding> future : futures) {
                findings.add(future.get());
            }
            return findings;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    private Options one() {
        Options one = options.withThreads(1);
        if (options.timeout() == null) {
            return one;
        }
        Duration left = options.timeout().minusNanos(System.nanoTime() - start);
        return one.withTimeout(left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left);
    }

    private static RuntimeException failure(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
    }
}
