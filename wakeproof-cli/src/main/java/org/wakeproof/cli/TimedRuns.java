// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.util.List;
import java.util.Optional;
import org.wakeproof.timed.scenario.Outcome;
import org.wakeproof.timed.scenario.Request;
import org.wakeproof.timed.scenario.TimedScenario;

/** Timed runs, several at a time. A signal stops them: what has come to its end by then is told. */
final class TimedRuns {
    /** Leaves a run where it is. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;

        Stopped() {
            super("stopped", null, false, false);
        }
    }

    private final TimedScenario scenario;
    private final List<Request> requests;
    private volatile String stoppedBy = "";
    private List<Outcome> ended = List.of();

    TimedRuns(TimedScenario scenario, List<Request> requests) {
        this.scenario = scenario;
        this.requests = requests;
    }

    /** Runs them all, unless a signal comes. */
    void run(TimedProgress progress) {
        Interruption interruption = new Interruption(this::stop);
        try (interruption) {
            ended = requests.parallelStream()
                    .map(request -> outcome(stoppable(progress.of(request))))
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    /** Leaves those that are under way, and begins no other. */
    void stop(String why) {
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
