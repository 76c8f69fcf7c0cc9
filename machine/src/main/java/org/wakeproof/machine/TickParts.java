// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A tick of the clock taken apart. Carried out one after the other, the parts are what {@link Clock#fire} does; a tick
 * makes a difference where one of them is running, and the clock is {@linkplain Clock#enabled enabled} there, if no guard
 * objects. Each of them looks at few fields only, for who keeps the fields of many states apart.
 */
public final class TickParts {
    private final List<Part> all = new ArrayList<>();
    private final List<List<Predicate<State>>> holders = new ArrayList<>();

    /** One of the small things that a tick consists of: a time grows older, or a device counts. */
    public interface Part {
        /** Does it. */
        void ticked(State state);

        /** Whether because of it a tick makes a difference. */
        boolean isRunning(State state);
    }

    void add(Part part) {
        all.add(part);
    }

    void addHolder(List<Predicate<State>> guards) {
        holders.add(guards);
    }

    /** All parts, in the order of a tick. */
    public List<Part> all() {
        return Collections.unmodifiableList(all);
    }

    /** What has to be so, each, for the clock to advance: nobody holds a sample of now for too long. */
    public List<Predicate<State>> guards() {
        return holders.stream().flatMap(List::stream).collect(Collectors.toList());
    }

    /**
     * The same by who holds the sample, whom the clock keeps waiting for as long as one of the guards objects: each CPU, and
     * then those that are no CPU's own or on their way to memory.
     */
    public List<List<Predicate<State>>> holders() {
        return Collections.unmodifiableList(holders);
    }
}
