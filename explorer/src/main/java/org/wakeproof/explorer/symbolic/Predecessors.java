// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where steps come from, on sets of whole states. Arguments have to be kept by the caller, and so does the result.
 */
final class Predecessors {
    private final Diagrams diagrams;
    private final Sets sets;
    private final Backward backward;
    private final Concerned concerned;
    private final Shape.Table shapes;
    private final int levels;
    private final Runnable watch;
    private final Map<List<Firing>, BackwardSaturation> saturations = new HashMap<>();

    /**
     * @param watch called again and again; what it throws ends what is being done
     */
    Predecessors(Diagrams diagrams, Sets sets, Concerned concerned, Shape.Table shapes, int levels, Runnable watch) {
        this.diagrams = diagrams;
        this.sets = sets;
        this.backward = new Backward(diagrams, new Lists(diagrams), sets);
        this.concerned = concerned;
        this.shapes = shapes;
        this.levels = levels;
        this.watch = watch;
    }

    /** The states of a set from which one of some steps leads into another. */
    int into(int targets, int within, List<Firing> firings) {
        int mark = diagrams.mark();
        int all = diagrams.push(Diagrams.EMPTY);
        for (Firing firing : concerned.of(firings, within)) {
            int more = diagrams.push(into(targets, within, firing));
            all = sets.union(all, more);
            diagrams.pop(mark);
            diagrams.push(all);
        }
        diagrams.pop(mark);
        return all;
    }

    /** Some states of a set and those of it from which steps inside it lead to them. */
    int leadingTo(int targets, int within, List<Firing> firings) {
        return saturations
                .computeIfAbsent(
                        firings,
                        key -> new BackwardSaturation(diagrams, sets, backward, key, levels, saturations.size(), watch))
                .of(targets, within);
    }

    private int into(int targets, int within, Firing firing) {
        int mark = diagrams.mark();
        int relation = diagrams.push(firing.whole(diagrams));
        int result = backward.of(targets, within, relation, shape(firing));
        diagrams.pop(mark);
        return result;
    }

    /** What a relation does, from the first of all levels on. */
    Shape shape(Firing firing) {
        Shape shape = firing.shape();
        for (int level = Math.min(firing.top(), levels) - 1; level >= 0; level--) {
            shape = shapes.of(Shape.Kind.SKIP, shape);
        }
        return shape;
    }
}
