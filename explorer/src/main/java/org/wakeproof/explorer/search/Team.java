// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.search;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.wakeproof.explorer.model.Limits;

/** Threads that do several tasks at once, until all are done; used by one thread. */
final class Team implements AutoCloseable {
    private final ExecutorService pool;
    private final Limits limits;
    private volatile boolean isAborted;

    Team(int threads, Limits limits) {
        this.limits = limits;
        pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "explorer");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Whether a task has failed, so that the others are to end soon. */
    boolean isAborted() {
        return isAborted;
    }

    /** Has all tasks end; if one fails, the others end soon, and its failure is thrown. One alone is done here. */
    void doAll(List<Runnable> tasks) {
        if (tasks.size() == 1) {
            if (Thread.interrupted()) {
                limits.stop("an interruption");
            }
            stoppingAll(tasks.get(0));
            return;
        }
        List<Future<?>> futures = new ArrayList<>();
        for (Runnable task : tasks) {
            futures.add(pool.submit(() -> stoppingAll(task)));
        }
        rethrow(failureOf(futures));
    }

    private @Nullable Throwable failureOf(List<Future<?>> futures) {
        Throwable failure = null;
        for (Future<?> future : futures) {
            try {
                future.get();
            } catch (InterruptedException e) {
                limits.stop("an interruption");
            } catch (ExecutionException e) {
                failure = failure == null || failure instanceof Limits.Hit ? e.getCause() : failure;
            }
        }
        return failure;
    }

    private static void rethrow(@Nullable Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private void stoppingAll(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            isAborted = true;
            if (e instanceof OutOfMemoryError) {
                limits.stop("a full Java heap");
            }
            throw e;
        }
    }

    /** Has no thread go on. */
    @Override
    public void close() {
        pool.shutdownNow();
    }
}
