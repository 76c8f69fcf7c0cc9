// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is found again, and what each system is. */
public final class Catalogue {
    /** Historic bugs. */
    public static final List<Entry> FIXES = Stream.of(
                    IdleFixes.ALL, SchedulerFixes.ALL, LockFixes.ALL, MessageFixes.ALL)
            .flatMap(List::stream)
            .sorted(Comparator.comparing(Entry::id))
            .toList();

    /** Mutations of the ports, and the ports as they are. */
    public static final List<Entry> MUTANTS = Mutants.ALL;

    /** Changes that are believed to be none: the code after each, and a mutation of it that is noticed. */
    public static final List<Entry> REFACTORINGS = Refactorings.ALL;

    /** Suspicious places of today's Xen: as it is, and repaired. */
    public static final List<Entry> PLACES = Places.ALL;

    private Catalogue() {}

    /**
     * The bugs that were fixed in a year or later, and then the places that a commit of that year or later brought. A place of
     * which that is not known is not among them.
     */
    public static List<Entry> since(int year) {
        return Stream.concat(FIXES.stream(), PLACES.stream())
                .filter(entry -> entry.year() >= Math.max(year, 1))
                .toList();
    }

    /** A bug, mutation, refactoring or place by its name. */
    public static Optional<Entry> find(String id) {
        List<Entry> all = new ArrayList<>(FIXES);
        all.addAll(MUTANTS);
        all.addAll(REFACTORINGS);
        all.addAll(PLACES);
        return Entry.find(all, id);
    }
}
