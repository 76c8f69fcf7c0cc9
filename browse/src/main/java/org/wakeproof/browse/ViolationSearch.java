// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.browse;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Nearest;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Statistics;
import org.wakeproof.explorer.Trace;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.report.NearestPlaces;
import org.wakeproof.report.Report;
import org.wakeproof.report.Violation;
import org.wakeproof.report.timeline.Decisive;

/**
 * Looks for violations from one place, in the background: the search of {@code check}, and once a property is violated, the
 * same for the others. It has a machine of its own, as two may not run one.
 */
final class ViolationSearch {
    private final Supplier<ClosedSystem> systems;
    private final Options options;
    private final Viewer viewer;
    private final List<Integer> start;
    private final List<Violated> violated = new ArrayList<>();
    private final List<Found> found = new ArrayList<>();
    private Explorer explorer;
    private boolean isStopped;
    private Stage stage = Stage.IDLE;
    private String text = Status.IDLE.text();

    /** How far it is. */
    enum Stage {
        IDLE,
        RUNNING,
        /** Something is violated, and of all else it is said whether it is. */
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
     * @param text of what is not violated, in words
     * @param violations what is
     */
    record Status(Stage stage, String text, List<Violated> violations) {
        static final Status IDLE = new Status(Stage.IDLE, "nobody has searched yet", List.of());
    }

    /**
     * A property that is violated.
     *
     * @param text in words
     * @param path to the violation, or as near as runs come to what is never met; null where no path shows it
     * @param at after how many of its steps the violation cannot be avoided any more
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Violated(String property, String text, @Nullable String path, int at) {}

    /**
     * A path to a violation.
     *
     * @param lossIndex after how many steps it can no longer be avoided
     * @param decisive which steps decide
     */
    record Found(String property, String explanation, Route route, int lossIndex, Decisive decisive) {
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
     * @param start the steps that lead to the place
     */
    ViolationSearch(Supplier<ClosedSystem> systems, Options options, Viewer viewer, List<Integer> start) {
        this.systems = systems;
        this.options = options;
        this.viewer = viewer;
        this.start = start;
    }

    synchronized Status start(Executor background) {
        if (stage == Stage.IDLE || stage == Stage.INCOMPLETE) {
            stage = Stage.RUNNING;
            text = "waits for another search";
            isStopped = false;
            background.execute(this::search);
        }
        return status();
    }

    synchronized Status stop() {
        isStopped = true;
        if (explorer != null) {
            explorer.stop("request");
        }
        return status();
    }

    synchronized Status status() {
        boolean hasFigures = stage == Stage.RUNNING && explorer != null;
        String now = hasFigures
                ? explorer.statistics().map(ViolationSearch::progress).orElse("")
                : text;
        return new Status(stage, now, List.copyOf(violated));
    }

    synchronized List<Found> found() {
        return List.copyOf(found);
    }

    private static String progress(Statistics now) {
        return String.format(Locale.ROOT, "%,d states, depth %d, %.0f s", now.stored(), now.depth(), now.seconds());
    }

    private void search() {
        try {
            ClosedSystem system = systems.get();
            Undecided undecided = Undecided.of(system.properties(), !start.isEmpty());
            for (Violated known : status().violations()) {
                undecided = undecided.without(known.property());
            }
            Result result = run(system, undecided);
            while (result.verdict() == Verdict.VIOLATED) {
                String property = result.property().orElseThrow();
                violated(system, property, result);
                undecided = undecided.without(property);
                result = run(system, undecided);
            }
            finish(system, undecided, result);
        } catch (RuntimeException | OutOfMemoryError e) {
            end(Stage.FAILED, e.getMessage());
        }
    }

    private Result run(ClosedSystem system, Undecided undecided) {
        Set<String> broken = undecided.brokenRules();
        Explorer next = new Explorer(
                        system.machine(),
                        undecided.properties(),
                        broken.isEmpty() ? options : options.withFusion(false))
                .from(start)
                .tolerating(broken);
        synchronized (this) {
            explorer = next;
            if (isStopped) {
                next.stop("request");
            }
        }
        Result result = next.run();
        return result.trace().isPresent() ? result : next.shown(result);
    }

    private void finish(ClosedSystem system, Undecided undecided, Result result) {
        String figures = Report.figures(result.statistics());
        boolean isViolated = !status().violations().isEmpty();
        if (result.verdict() == Verdict.INCOMPLETE) {
            end(Stage.INCOMPLETE, result.explanation() + "; " + undecided.soFar(result, isViolated) + "; " + figures);
            return;
        }
        String bounds = String.join("; ", system.bounds());
        end(
                isViolated ? Stage.VIOLATED : Stage.HOLDS,
                undecided.hold(isViolated) + "; bounds: " + bounds + "; " + figures);
    }

    private void violated(ClosedSystem system, String property, Result result) {
        if (result.trace().isPresent()) {
            foundBy(system, property, result.explanation(), result.trace().get());
            return;
        }
        String words = Violation.of(property, result.explanation());
        Optional<Route> nearest = result.nearest().flatMap(Nearest::run).map(run -> viewer.routeOf(run.steps()));
        String places = result.nearest()
                .map(near -> "; the nearest run: " + String.join("; ", NearestPlaces.of(near)))
                .orElse("; no path shows it");
        add(new Violated(
                property,
                words + places,
                nearest.map(Route::toString).orElse(null),
                nearest.map(route -> route.moves().size()).orElse(0)));
    }

    synchronized Route foundBy(ClosedSystem system, String property, String explanation, Trace trace) {
        Route route = viewer.routeOf(trace.steps());
        Decisive decisive =
                new Decisive(trace, Optional.ofNullable(system.subjects().get(property)));
        found.add(new Found(property, explanation, route, trace.lossIndex(), decisive));
        add(new Violated(property, Violation.of(property, explanation), route.toString(), trace.lossIndex()));
        return route;
    }

    private synchronized void add(Violated another) {
        violated.add(another);
    }

    private synchronized void end(Stage how, String words) {
        stage = how;
        text = words;
        explorer = null;
    }
}
