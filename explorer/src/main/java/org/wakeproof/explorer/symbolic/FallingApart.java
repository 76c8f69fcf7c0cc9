// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes a set of states apart so that a run inside it comes to stay in one part. A CPU's path through a region is long, but
 * seldom leads back: by call stacks it falls apart into places that are left for good.
 */
final class FallingApart {
    /** Parts of a set by the value of a level. */
    record Parts(int set, ValueGraph graph, List<ValueGraph.Part> all) {}

    private final List<ValueGraph> graphs;
    private final Diagrams diagrams;
    private final Sets sets;
    private final Projection projection;
    private final Enabled enabled;
    private final Shape.Table shapes;
    private final Way.Table ways;
    private final Runnable watch;

    /**
     * @param byLevel the levels by which sets are taken apart, the first one first
     * @param watch called again and again; what it throws ends what is being done
     */
    FallingApart(
            List<Integer> byLevel,
            Diagrams diagrams,
            Sets sets,
            Projection projection,
            Enabled enabled,
            Shape.Table shapes,
            Way.Table ways,
            Runnable watch) {
        this.graphs =
                byLevel.stream().map(level -> new ValueGraph(level, diagrams)).toList();
        this.diagrams = diagrams;
        this.sets = sets;
        this.projection = projection;
        this.enabled = enabled;
        this.shapes = shapes;
        this.ways = ways;
        this.watch = watch;
    }

    /** How a set, which is kept, falls apart under some steps; null where it does not. */
    @Nullable
    Parts of(int set, List<Firing> steps) {
        for (ValueGraph graph : graphs) {
            List<Firing> changing = steps.stream().filter(graph::isChangedBy).toList();
            if (set != Diagrams.EMPTY && !changing.isEmpty()) {
                List<ValueGraph.Part> parts = graph.parts(values(set, graph.level()), changing, watch);
                if (parts.size() > 1 || !parts.get(0).isChanging()) {
                    return new Parts(set, graph, parts);
                }
            }
        }
        return null;
    }

    private int[] values(int set, int level) {
        int mark = diagrams.mark();
        List<Integer> values = new ArrayList<>();
        int list = diagrams.push(projection.of(set, ways.to(level, 0)));
        for (int node = list; node != Diagrams.EMPTY; node = diagrams.right(node)) {
            values.add(diagrams.value(node));
        }
        diagrams.pop(mark);
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The states of one of the parts of a set, which is kept. */
    int where(Parts parts, ValueGraph.Part part) {
        int mark = diagrams.mark();
        List<int[]> wanted = new ArrayList<>();
        for (int value : part.values()) {
            wanted.add(new int[] {value});
        }
        Shape shape = shapes.of(Shape.Kind.READ, shapes.end());
        for (int level = 0; level < parts.graph().level(); level++) {
            shape = shapes.of(Shape.Kind.SKIP, shape);
        }
        int some = enabled.of(parts.set(), diagrams.push(sets.of(wanted)), shape);
        diagrams.pop(mark);
        return some;
    }
}
