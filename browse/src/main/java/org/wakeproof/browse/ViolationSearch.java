// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.browse;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Statistics;
import org.wakeproof.explorer.Trace;
import org.wakeproof.report.Report;
import org.wakeproof.report.Violation;
import org.wakeproof.report.timeline.Decisive;

/**
 * Looks for a violation from the start, in the background: the search of {@code check}, once for all who ask. It has a
 * machine of its own, as two may not run one.
 */
public final class ViolationSearch {
    private final Supplier<ClosedSystem> systems;
    private final Options options;
    private final Viewer viewer;
    private Explorer explorer;
    private Status status = Status.of(Stage.IDLE, "nobody has searched yet");
    private Optional<Found> found = Optional.empty();

    /** How far it is. */
    public enum Stage {
        IDLE,
        RUNNING,
        VIOLATED,
        HOLDS,
        /** A limit ended it, or somebody; it may be started again. */
        INCOMPLETE,
        /** It ended by an error. */
        FAILED
    }

    /**
     * What it has to say.
     *
     * @param text in words
     * @param path to the violation, or null
     * @param at after how many of its steps the violation cannot be avoided any more
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Status(Stage stage, String text, String path, int at) {
        private static Status of(Stage stage, String text) {
            return new Status(stage, text, null, 0);
        }
    }

    /**
     * A path to a violation.
     *
     * @param lossIndex after how many steps it can no longer be avoided
     * @param decisive which steps decide
     */
    public record Found(String property, String explanation, Route route, int lossIndex, Decisive decisive) {
        /** How many steps another path has in common with it. */
        int sharedWith(Route other) {
            int most = Math.min(route.moves().size(), other.moves().size());
            int shared = 0;
            while (shared < most
                    && route.moves().get(shared).equals(other.moves().get(shared))) {
                shared++;
            }
            return shared;
        }
    }

    /**
     * Nothing is started yet.
     *
     * @param systems wires the system anew
     * @param options how to search, with its limits
     * @param viewer on the same system, to find the path again
     */
    public ViolationSearch(Supplier<ClosedSystem> systems, Options options, Viewer viewer) {
        this.systems = systems;
        this.options = options;
        this.viewer = viewer;
    }

    /** Begins to search, unless that has been done. */
    public synchronized void start() {
        if (status.stage() != Stage.IDLE && status.stage() != Stage.INCOMPLETE) {
            return;
        }
        ClosedSystem system = systems.get();
        explorer = new Explorer(system.machine(), system.properties(), options);
        status = Status.of(Stage.RUNNING, "");
        Explorer started = explorer;
        Thread thread = new Thread(() -> search(system, started), "violation search");
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends it soon, if it runs. */
    public synchronized void stop() {
        if (explorer != null) {
            explorer.stop("request");
        }
    }

    /** How far it is. */
    public synchronized Status status() {
        return status.stage() == Stage.RUNNING
                ? new Status(
                        Stage.RUNNING,
                        explorer.statistics().map(ViolationSearch::progress).orElse(""),
                        null,
                        0)
                : status;
    }

    /** What it has found. */
    public synchronized Optional<Found> found() {
        return found;
    }

    private static String progress(Statistics now) {
        return String.format(Locale.ROOT, "%,d states, depth %d, %.0f s", now.stored(), now.depth(), now.seconds());
    }

    private void search(ClosedSystem system, Explorer running) {
        try {
            finish(system, running.run());
        } catch (RuntimeException | OutOfMemoryError e) {
            end(Status.of(Stage.FAILED, e.getMessage()));
        }
    }

    private void finish(ClosedSystem system, Result result) {
        String figures = Report.figures(result.statistics());
        switch (result.verdict()) {
            case HOLDS -> {
                String bounds = String.join("; ", system.bounds());
                end(Status.of(Stage.HOLDS, "no violation in the whole space; bounds: " + bounds + "; " + figures));
            }
            case INCOMPLETE ->
                end(Status.of(Stage.INCOMPLETE, result.explanation() + "; " + result.soFar() + "; " + figures));
            case VIOLATED -> violated(system, result);
        }
    }

    private void violated(ClosedSystem system, Result result) {
        String property = result.property().orElseThrow();
        String text = Violation.of(property, result.explanation());
        if (result.trace().isEmpty()) {
            end(Status.of(Stage.VIOLATED, text + "; no path shows it"));
            return;
        }
        foundBy(system, property, result.explanation(), result.trace().get());
    }

    /**
     * Takes over a violation that is known already, as from a recorded trace: there is nothing left to search for.
     *
     * @param system whose trace it is
     * @return the path to it
     * @throws org.wakeproof.explorer.ModelException if a step of the trace cannot be taken
     */
    public synchronized Route foundBy(ClosedSystem system, String property, String explanation, Trace trace) {
        Route route = viewer.routeOf(trace.steps());
        Decisive decisive =
                new Decisive(trace, Optional.ofNullable(system.subjects().get(property)));
        found = Optional.of(new Found(property, explanation, route, trace.lossIndex(), decisive));
        end(new Status(Stage.VIOLATED, Violation.of(property, explanation), route.toString(), trace.lossIndex()));
        return route;
    }

    private synchronized void end(Status with) {
        status = with;
    }
}
