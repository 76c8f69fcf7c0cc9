// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.browse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.wakeproof.browse.ViolationSearch.Found;
import org.wakeproof.browse.ViolationSearch.Stage;
import org.wakeproof.browse.ViolationSearch.Status;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.ModelException;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Trace;

/**
 * The searches for violations, each from another place, and each once for all who ask, in the background: at most one from
 * the start, and one from a place on the way. Others wait for that.
 */
public final class Searches implements AutoCloseable {
    /** Places of which answers are kept; those of the start are always. */
    private static final int MOST_PLACES = 40;

    private final Supplier<ClosedSystem> systems;
    private final Options options;
    private final Viewer viewer;
    private final Map<Route, ViolationSearch> byPlace = new LinkedHashMap<>();
    private final ExecutorService fromStart = oneByOne();
    private final ExecutorService fromPlaces = oneByOne();

    /**
     * Nothing is started yet.
     *
     * @param systems wires the system anew
     * @param options how to search, with its limits; two searches may run at a time
     * @param viewer on the same system, to find paths again
     */
    public Searches(Supplier<ClosedSystem> systems, Options options, Viewer viewer) {
        this.systems = systems;
        this.options = options;
        this.viewer = viewer;
    }

    private static ExecutorService oneByOne() {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "violation search");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Begins to search from a place, or goes on where a limit has ended that; nothing happens if it runs or is done.
     *
     * @throws IllegalArgumentException if there is no such place, or nothing follows there
     */
    Status start(Route from) {
        return from(from).start(from.moves().isEmpty() ? fromStart : fromPlaces);
    }

    /** Ends that search soon, if it runs or waits. */
    Status stop(Route from) {
        return known(from).map(ViolationSearch::stop).orElse(Status.IDLE);
    }

    /** How far that search is. */
    Status status(Route from) {
        return known(from).map(ViolationSearch::status).orElse(Status.IDLE);
    }

    /** What all of them have found. */
    synchronized List<Found> found() {
        List<Found> found = new ArrayList<>();
        byPlace.values().forEach(search -> found.addAll(search.found()));
        return found;
    }

    /**
     * Takes over a violation that is known already, as from a recorded trace; the others can still be searched for.
     *
     * @param system whose trace it is
     * @return the path to it
     * @throws ModelException if a step of the trace cannot be taken
     */
    public Route foundBy(ClosedSystem system, String property, String explanation, Trace trace) {
        return from(new Route(List.of())).foundBy(system, property, explanation, trace);
    }

    /** Ends all searches soon. */
    @Override
    public void close() {
        fromStart.shutdownNow();
        fromPlaces.shutdownNow();
    }

    private synchronized Optional<ViolationSearch> known(Route from) {
        return Optional.ofNullable(byPlace.get(from));
    }

    private synchronized ViolationSearch from(Route from) {
        ViolationSearch known = byPlace.get(from);
        if (known != null) {
            return known;
        }
        ViolationSearch search = new ViolationSearch(systems, options, viewer, viewer.stepsOf(from));
        byPlace.keySet().stream()
                .filter(place -> byPlace.size() > MOST_PLACES
                        && !place.moves().isEmpty()
                        && byPlace.get(place).status().stage() != Stage.RUNNING)
                .findFirst()
                .ifPresent(byPlace::remove);
        byPlace.put(from, search);
        return search;
    }
}
