// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.program;

import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.wakeproof.explorer.ModelException;
import org.wakeproof.machine.Procedure;

/**
 * Watches the code of ports while it is run: Java that goes round without asking for an operation never comes back, and
 * cannot be ended. So whatever runs ports does so in a thread of its own, which is given up then.
 */
public final class PortWatch {
    /** Between two looks. */
    private static final long LOOK_MILLIS = 100;
    /** As many looks that find the same piece of code running; a piece takes microseconds. */
    private static final int PATIENCE = 50;

    /** The code that is running, and the thread that runs it; null between two pieces. */
    private record Piece(Procedure procedure, Thread runner) {}

    private volatile Piece piece;

    void enter(Procedure procedure) {
        piece = new Piece(procedure, Thread.currentThread());
    }

    void leave() {
        piece = null;
    }

    /**
     * Runs a task that may run ports.
     *
     * @param stop told once if the calling thread is interrupted meanwhile; the task should end soon then
     * @return the task's result
     * @throws ModelException if a port does not come back
     */
    public <T> T run(Supplier<T> task, Consumer<String> stop) {
        FutureTask<T> future = new FutureTask<>(task::get);
        Thread thread = new Thread(future, "exploration");
        thread.setDaemon(true);
        thread.start();
        boolean interrupted = false;
        Piece seen = null;
        int looks = 0;
        try {
            while (true) {
                try {
                    return future.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    Piece now = piece;
                    looks = now != null && now == seen ? looks + 1 : 0;
                    seen = now;
                    if (looks == PATIENCE) {
                        stop.accept("a procedure that does not come back");
                        throw stuck(now);
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                    stop.accept("an interruption");
                } catch (ExecutionException e) {
                    throw rethrown(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException rethrown(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }

    private static ModelException stuck(Piece piece) {
        Throwable where = new Throwable();
        where.setStackTrace(piece.runner().getStackTrace());
        return new ModelException("procedure " + piece.procedure() + " has run for "
                + LOOK_MILLIS * PATIENCE / 1_000 + " seconds without asking for an operation" + place(where)
                + ": each round of a loop that waits has to perform one; waiting itself is one (awaitValue)");
    }

    /** Where in the code of ports something was thrown, as the end of a sentence; empty if that is not known. */
    static String place(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .filter(frame -> !frame.getClassName().startsWith("java.")
                        && !frame.getClassName().startsWith("jdk.")
                        && !frame.getClassName().startsWith("org.wakeproof.machine."))
                .findFirst()
                .filter(frame -> !frame.getClassName().startsWith(PortRun.class.getName()))
                .map(frame -> ", at " + frame)
                .orElse("");
    }
}
