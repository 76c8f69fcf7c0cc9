// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

/** Relations carried out backwards. Arguments have to be kept by the caller, and so does the result. */
final class Backward {
    private static final int BACKWARD = 10 << 28;
    /** The value of a node that stands for a pair of others. */
    private static final int PAIR = -1;

    private final Diagrams diagrams;
    private final Cache cache;
    private final Lists lists;
    private final Sets sets;

    Backward(Diagrams diagrams, Lists lists, Sets sets) {
        this.diagrams = diagrams;
        this.cache = diagrams.cache();
        this.lists = lists;
        this.sets = sets;
    }

    /** The vectors of {@code within} from which a step leads into {@code targets}; all begin at the same level. */
    int of(int targets, int within, int relation, Shape shape) {
        if (targets == Diagrams.EMPTY || within == Diagrams.EMPTY || relation == Diagrams.EMPTY) {
            return Diagrams.EMPTY;
        }
        if (shape.kind == Shape.Kind.END) {
            return sets.intersection(targets, within);
        }
        int operation = BACKWARD | shape.id;
        int mark = diagrams.mark();
        int pair = diagrams.push(diagrams.make(PAIR, targets, within));
        int known = cache.get(operation, pair, relation);
        if (known == Cache.UNKNOWN) {
            known = made(targets, within, relation, shape);
            cache.put(operation, pair, relation, known);
        }
        diagrams.pop(mark);
        return known;
    }

    private int made(int targets, int within, int relation, Shape shape) {
        Shape next = shape.next;
        int list = lists.begin();
        for (int node = within; node != Diagrams.EMPTY; node = diagrams.right(node)) {
            int value = diagrams.value(node);
            int below = diagrams.down(node);
            lists.add(
                    value,
                    switch (shape.kind) {
                        case SKIP -> of(sets.below(targets, value), below, relation, next);
                        case READ -> of(sets.below(targets, value), below, sets.below(relation, value), next);
                        case CHANGE -> into(targets, below, sets.below(relation, value), next);
                        case WRITE -> into(targets, below, relation, next);
                        case END -> throw new AssertionError(shape.kind);
                    });
        }
        return lists.end(list, Diagrams.EMPTY);
    }

    /** From below one value before, to any of a list of values after. */
    private int into(int targets, int below, int relation, Shape next) {
        int mark = diagrams.mark();
        int all = Diagrams.EMPTY;
        for (int after = relation; after != Diagrams.EMPTY; after = diagrams.right(after)) {
            int more = of(sets.below(targets, diagrams.value(after)), below, diagrams.down(after), next);
            all = sets.union(all, diagrams.push(more));
            diagrams.pop(mark);
            diagrams.push(all);
        }
        diagrams.pop(mark);
        return all;
    }
}
