// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.Comparator;
import java.util.List;

/**
 * Where steps come from, on sets of whole states. Arguments have to be kept by the caller, and so does the result.
 */
final class Predecessors {
    private final Diagrams diagrams;
    private final Sets sets;
    private final Backward backward;
    private final Shape.Table shapes;
    private final int levels;

    Predecessors(Diagrams diagrams, Sets sets, Shape.Table shapes, int levels) {
        this.diagrams = diagrams;
        this.sets = sets;
        this.backward = new Backward(diagrams, new Lists(diagrams), sets);
        this.shapes = shapes;
        this.levels = levels;
    }

    /** The states of a set from which one of some steps leads into another. */
    int into(int targets, int within, List<Firing> firings) {
        int mark = diagrams.mark();
        int all = diagrams.push(Diagrams.EMPTY);
        for (Firing firing : firings) {
            int more = diagrams.push(into(targets, within, firing));
            all = sets.union(all, more);
            diagrams.pop(mark);
            diagrams.push(all);
        }
        diagrams.pop(mark);
        return all;
    }

    /** Some states and those of a set from which steps inside it lead to them. Each step is carried out from what is new. */
    int leadingTo(int targets, int within, List<Firing> firings) {
        List<Firing> fromBelow = firings.stream()
                .sorted(Comparator.comparing(Firing::top).reversed())
                .toList();
        int all = diagrams.mark();
        diagrams.push(targets);
        int open = diagrams.mark();
        diagrams.push(sets.minus(within, targets));
        int done = diagrams.mark();
        fromBelow.forEach(firing -> diagrams.push(Diagrams.EMPTY));
        int before;
        do {
            before = diagrams.kept(all);
            for (int i = 0; i < fromBelow.size(); i++) {
                while (diagrams.kept(done + i) != diagrams.kept(all)) {
                    carryOut(fromBelow.get(i), done + i, all, open);
                }
            }
        } while (diagrams.kept(all) != before && diagrams.kept(open) != Diagrams.EMPTY);
        int result = diagrams.kept(all);
        diagrams.pop(all);
        return result;
    }

    /** Adds what leads to what is new, all of it being kept in these places. */
    private void carryOut(Firing firing, int done, int all, int open) {
        int mark = diagrams.mark();
        int fresh = diagrams.push(sets.minus(diagrams.kept(all), diagrams.kept(done)));
        diagrams.replace(done, diagrams.kept(all));
        int more = diagrams.push(into(fresh, diagrams.kept(open), firing));
        diagrams.replace(all, sets.union(diagrams.kept(all), more));
        diagrams.replace(open, sets.minus(diagrams.kept(open), more));
        diagrams.pop(mark);
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
