// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.program;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.wakeproof.machine.AtomicOperation.CompareExchange;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.Word;

/** The results that an operation could have: those that runs had, and as far as its kind tells. */
final class PossibleResults {
    /** A word with more values than these is supposed to hold 0 and each of its bits. */
    private static final int FEW = 16;

    private final Map<Operation, SortedSet<Integer>> seen = new HashMap<>();
    /** By the operation without the numbers of CPUs. */
    private final Map<String, SortedSet<Integer>> alike = new HashMap<>();

    /** By the place without the numbers of CPUs. */
    private final Map<String, SortedSet<Integer>> places = new HashMap<>();

    PossibleResults(Map<Frame, SortedSet<Integer>> places) {
        places.forEach((frame, results) -> {
            add(seen, frame.operation(), results);
            add(alike, unnumbered(frame.operation()), results);
            add(this.places, place(frame), results);
        });
    }

    private static <K> void add(Map<K, SortedSet<Integer>> to, K key, SortedSet<Integer> results) {
        to.computeIfAbsent(key, unknown -> new TreeSet<>()).addAll(results);
    }

    private static String unnumbered(Object named) {
        return named.toString().replaceAll("\\d+", "");
    }

    private static String place(Frame frame) {
        return unnumbered(frame.operation() + " in " + frame.functions());
    }

    /** Whether CPUs have had results at such a place, and this was none of them. */
    boolean isStrange(Frame frame, int result) {
        SortedSet<Integer> usual = places.get(place(frame));
        return usual != null && !usual.contains(result);
    }

    boolean isSeen(Operation operation, int result) {
        return seen.containsKey(operation) && seen.get(operation).contains(result);
    }

    /** Those that runs had of it, and of the same on the cells of other CPUs; 0 if none had. */
    SortedSet<Integer> had(Operation operation) {
        SortedSet<Integer> results = alike.get(unnumbered(operation));
        return results == null ? new TreeSet<>(Set.of(0)) : results;
    }

    /** The same, and all that its kind tells. */
    SortedSet<Integer> all(Operation operation) {
        SortedSet<Integer> possible = new TreeSet<>(had(operation));
        if (operation instanceof Operation.Load load) {
            addValues(load.cell(), possible);
        } else if (operation instanceof CompareExchange exchange) {
            addValues(exchange.cell(), possible);
        } else if (operation.isTest()) {
            possible.add(0);
            possible.add(1);
        }
        for (int choice = 1; choice < operation.choices(); choice++) {
            possible.add(choice);
        }
        return possible;
    }

    private static void addValues(Word word, SortedSet<Integer> possible) {
        possible.add(0);
        if (word.max() < FEW) {
            for (int value = 1; value <= word.max(); value++) {
                possible.add(value);
            }
        } else {
            for (int bit = 1; bit > 0 && bit <= word.max(); bit <<= 1) {
                possible.add(bit);
            }
        }
    }
}
