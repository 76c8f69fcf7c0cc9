// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wakeproof.explorer.store.Components;

/**
 * The values of one level, with an edge from one to another where some step leads from the one to the other, whatever the
 * other levels hold. A run that goes on for ever comes to stay in one strongly connected component of it; in a value
 * from which no edge leads back to itself it takes no more steps that touch the level other than to read it.
 */
final class ValueGraph {
    /** Of which values a part consists, and whether steps that change the level are taken in it. */
    record Part(int[] values, boolean isChanging) {}

    private record Edge(int before, int after) {}

    private record Place(int relation, int level) {}

    /** Before a step that does not mind the value. */
    private static final int ANY = Integer.MIN_VALUE;

    private final int level;
    private final Diagrams diagrams;
    private final Map<Firing, Set<Edge>> edges = new HashMap<>();

    ValueGraph(int level, Diagrams diagrams) {
        this.level = level;
        this.diagrams = diagrams;
    }

    int level() {
        return level;
    }

    /** Whether a step can give the level another value. */
    boolean isChangedBy(Firing firing) {
        Shape shape = firing.shape();
        for (int at = firing.top(); at < level; at++) {
            shape = shape.kind == Shape.Kind.END ? shape : shape.next;
        }
        return firing.top() <= level && (shape.kind == Shape.Kind.CHANGE || shape.kind == Shape.Kind.WRITE);
    }

    /** How some values, which ascend, fall apart under steps that change the level. */
    List<Part> parts(int[] values, List<Firing> changing, Runnable watch) {
        int[][] targets = targets(values, changing);
        List<Part> parts = new ArrayList<>();
        BitSet once = new BitSet();
        for (int[] component : new Components(targets, watch).of(all(values.length))) {
            if (component.length == 1 && !contains(targets[component[0]], component[0])) {
                once.set(component[0]);
            } else {
                parts.add(new Part(valuesOf(component, values), true));
            }
        }
        if (!once.isEmpty()) {
            parts.add(new Part(valuesOf(once.stream().toArray(), values), false));
        }
        return parts;
    }

    private static int[] all(int count) {
        int[] all = new int[count];
        Arrays.setAll(all, i -> i);
        return all;
    }

    private static boolean contains(int[] some, int wanted) {
        return Arrays.stream(some).anyMatch(each -> each == wanted);
    }

    private static int[] valuesOf(int[] places, int[] values) {
        return Arrays.stream(places).map(place -> values[place]).sorted().toArray();
    }

    private int[][] targets(int[] values, List<Firing> changing) {
        BitSet[] targets = new BitSet[values.length];
        Arrays.setAll(targets, i -> new BitSet());
        for (Firing firing : changing) {
            for (Edge edge : edges.computeIfAbsent(firing, this::edges)) {
                int after = Arrays.binarySearch(values, edge.after);
                int before = Arrays.binarySearch(values, edge.before);
                if (after >= 0 && edge.before == ANY) {
                    Arrays.stream(targets).forEach(each -> each.set(after));
                } else if (after >= 0 && before >= 0) {
                    targets[before].set(after);
                }
            }
        }
        return Arrays.stream(targets).map(each -> each.stream().toArray()).toArray(int[][]::new);
    }

    private Set<Edge> edges(Firing firing) {
        Set<Edge> found = new HashSet<>();
        int mark = diagrams.mark();
        collect(diagrams.push(firing.whole(diagrams)), firing.shape(), firing.top(), found, new HashSet<>());
        diagrams.pop(mark);
        return found;
    }

    private void collect(int relation, Shape shape, int at, Set<Edge> found, Set<Place> seen) {
        if (shape.kind == Shape.Kind.SKIP) {
            collect(relation, shape.next, at + 1, found, seen);
            return;
        }
        if (!seen.add(new Place(relation, at))) {
            return;
        }
        for (int node = relation; node != Diagrams.EMPTY; node = diagrams.right(node)) {
            if (at < level && shape.kind != Shape.Kind.CHANGE) {
                collect(diagrams.down(node), shape.next, at + 1, found, seen);
            } else if (at < level) {
                for (int after = diagrams.down(node); after != Diagrams.EMPTY; after = diagrams.right(after)) {
                    collect(diagrams.down(after), shape.next, at + 1, found, seen);
                }
            } else if (shape.kind == Shape.Kind.WRITE) {
                found.add(new Edge(ANY, diagrams.value(node)));
            } else {
                for (int after = diagrams.down(node); after != Diagrams.EMPTY; after = diagrams.right(after)) {
                    found.add(new Edge(diagrams.value(node), diagrams.value(after)));
                }
            }
        }
    }
}
