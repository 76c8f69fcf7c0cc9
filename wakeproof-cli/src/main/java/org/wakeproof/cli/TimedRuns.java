// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.wakeproof.timed.scenario.Outcome;
import org.wakeproof.timed.scenario.Request;
import org.wakeproof.timed.scenario.TimedScenario;

/** Timed runs, several at a time. A signal stops them: what has come to its end by then is told. */
final class TimedRuns {
    private static final long GLANCE_MILLIS = 50;

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

    /** Leaves a run where it is. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;

        Stopped() {
            super("stopped", null, false, false);
        }
    }

    private final TimedScenario scenario;
    private final List<Request> requests;
    private volatile long stoppedAt;
    private volatile String stoppedBy = "";
    private List<Outcome> ended = List.of();

    TimedRuns(TimedScenario scenario, List<Request> requests) {
        this.scenario = scenario;
        this.requests = requests;
    }

    /** Runs them all, unless a signal comes; then those that do not leave off in time are left to themselves. */
    void run(TimedProgress progress) {
        ForkJoinPool workers = new ForkJoinPool(Runtime.getRuntime().availableProcessors());
        Interruption interruption = new Interruption(this::stop);
        try (interruption) {
            List<ForkJoinTask<Optional<Outcome>>> runs = requests.stream()
                    .map(request -> workers.submit(() -> outcome(stoppable(progress.of(request)))))
                    .toList();
            ended = runs.stream().map(this::awaited).flatMap(Optional::stream).toList();
        }
        workers.shutdown();
    }

    /** What has come of a run; empty if it was stopped, also where it has not heard of that yet. */
    private Optional<Outcome> awaited(ForkJoinTask<Optional<Outcome>> run) {
        while (!run.isDone() && !isOutOfPatience()) {
            try {
                run.get(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException e) {
                continue; // join() throws what has gone wrong
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
        return run.isDone() ? run.join() : Optional.empty();
    }

    /** A long run says rarely how far it is, which is when it hears of a signal. */
    private boolean isOutOfPatience() {
        return !stoppedBy.isEmpty() && System.nanoTime() - stoppedAt > PATIENCE;
    }

    /** Leaves those that are under way, and begins no other. */
    void stop(String why) {
        stoppedAt = System.nanoTime();
        stoppedBy = why;
    }

    private Optional<Outcome> outcome(Request request) {
        try {
            request.progress().accept(0);
            return Optional.of(scenario.run(request));
        } catch (Stopped e) {
            return Optional.empty();
        }
    }

    private Request stoppable(Request request) {
        return new Request(request.variant(), request.parameters(), request.seconds(), request.seed(), part -> {
            if (!stoppedBy.isEmpty() && part < 1) {
                throw new Stopped();
            }
            request.progress().accept(part);
        });
    }

    /** What has come of the runs that have ended, in the order of the requests. */
    List<Outcome> ended() {
        return ended;
    }

    /** What has stopped the others, and how many those are; empty where there are none. */
    String cutOff() {
        return ended.size() == requests.size()
                ? ""
                : "stopped by " + stoppedBy + ": " + ended.size() + " of " + requests.size()
                        + " runs had come to their end";
    }
}
