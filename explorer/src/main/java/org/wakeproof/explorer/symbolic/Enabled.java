// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

/** Where relations can be carried out. Arguments have to be kept by the caller, and so does the result. */
final class Enabled {
    private static final int ENABLED = 9 << 28;

    private final Diagrams diagrams;
    private final Cache cache;
    private final Lists lists;
    private final Sets sets;

    Enabled(Diagrams diagrams, Lists lists, Sets sets) {
        this.diagrams = diagrams;
        this.cache = diagrams.cache();
        this.lists = lists;
        this.sets = sets;
    }

    /** The vectors of a set from which a relation leads somewhere; set and shape begin at the same level. */
    int of(int set, int relation, Shape shape) {
        if (set == Diagrams.EMPTY || relation == Diagrams.EMPTY) {
            return Diagrams.EMPTY;
        }
        if (shape.kind == Shape.Kind.END) {
            return set;
        }
        int operation = ENABLED | shape.id;
        int known = cache.get(operation, set, relation);
        if (known != Cache.UNKNOWN) {
            return known;
        }
        int list = lists.begin();
        int wanted = relation;
        for (int node = set; node != Diagrams.EMPTY; node = diagrams.right(node)) {
            int below = diagrams.down(node);
            int value = diagrams.value(node);
            if (shape.kind == Shape.Kind.READ || shape.kind == Shape.Kind.CHANGE) {
                wanted = sets.from(wanted, value);
                if (wanted == Diagrams.EMPTY) {
                    break;
                }
                if (diagrams.value(wanted) != value) {
                    continue;
                }
            }
            int rest = diagrams.down(wanted);
            lists.add(
                    value,
                    switch (shape.kind) {
                        case SKIP -> of(below, relation, shape.next);
                        case READ -> of(below, rest, shape.next);
                        case CHANGE -> some(below, rest, shape.next);
                        case WRITE -> some(below, relation, shape.next);
                        case END -> throw new AssertionError(shape.kind);
                    });
        }
        int result = lists.end(list, Diagrams.EMPTY);
        cache.put(operation, set, relation, result);
        return result;
    }

    /** Where one of the values after can be written. */
    private int some(int below, int relation, Shape next) {
        int mark = diagrams.mark();
        int all = Diagrams.EMPTY;
        for (int after = relation; after != Diagrams.EMPTY && all != below; after = diagrams.right(after)) {
            int more = diagrams.push(of(below, diagrams.down(after), next));
            all = sets.union(diagrams.push(all), more);
            diagrams.pop(mark);
            diagrams.push(all);
        }
        diagrams.pop(mark);
        return all;
    }
}
