// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

/** Operations of sets with relations. Arguments have to be kept by the caller, and so does the result. */
final class Relations {
    private static final int IMAGE = 4 << 28;

    private final Diagrams diagrams;
    private final Cache cache;
    private final Lists lists;
    private final Sets sets;

    Relations(Diagrams diagrams, Lists lists, Sets sets) {
        this.diagrams = diagrams;
        this.cache = diagrams.cache();
        this.lists = lists;
        this.sets = sets;
    }

    /** Where one step leads from a set; set and shape begin at the same level. */
    int image(int set, int relation, Shape shape) {
        if (set == Diagrams.EMPTY || relation == Diagrams.EMPTY) {
            return Diagrams.EMPTY;
        }
        if (shape.kind == Shape.Kind.END) {
            return set;
        }
        int operation = IMAGE | shape.id;
        int known = cache.get(operation, set, relation);
        if (known != Cache.UNKNOWN) {
            return known;
        }
        int result = switch (shape.kind) {
            case SKIP -> skip(set, relation, shape.next);
            case READ -> read(set, relation, shape.next);
            case CHANGE -> change(set, relation, shape.next);
            case WRITE -> write(set, relation, shape.next);
            case END -> throw new AssertionError(shape.kind);
        };
        cache.put(operation, set, relation, result);
        return result;
    }

    private int skip(int set, int relation, Shape next) {
        int list = lists.begin();
        for (int node = set; node != Diagrams.EMPTY; node = diagrams.right(node)) {
            lists.add(diagrams.value(node), image(diagrams.down(node), relation, next));
        }
        return lists.end(list, Diagrams.EMPTY);
    }

    private int read(int set, int relation, Shape next) {
        int list = lists.begin();
        int wanted = relation;
        for (int node = set; node != Diagrams.EMPTY; node = diagrams.right(node)) {
            int value = diagrams.value(node);
            wanted = sets.from(wanted, value);
            if (wanted != Diagrams.EMPTY && diagrams.value(wanted) == value) {
                lists.add(value, image(diagrams.down(node), diagrams.down(wanted), next));
            }
        }
        return lists.end(list, Diagrams.EMPTY);
    }

    private int change(int set, int relation, Shape next) {
        int result = diagrams.mark();
        diagrams.push(Diagrams.EMPTY);
        int wanted = relation;
        for (int node = set; node != Diagrams.EMPTY; node = diagrams.right(node)) {
            int value = diagrams.value(node);
            wanted = sets.from(wanted, value);
            if (wanted != Diagrams.EMPTY && diagrams.value(wanted) == value) {
                addAll(result, written(diagrams.down(node), diagrams.down(wanted), next));
            }
        }
        int all = diagrams.kept(result);
        diagrams.pop(result);
        return all;
    }

    private int write(int set, int relation, Shape next) {
        int result = diagrams.mark();
        diagrams.push(Diagrams.EMPTY);
        for (int node = set; node != Diagrams.EMPTY; node = diagrams.right(node)) {
            addAll(result, written(diagrams.down(node), relation, next));
        }
        int all = diagrams.kept(result);
        diagrams.pop(result);
        return all;
    }

    /** What is below one value before, as a list by the value after. */
    private int written(int below, int relation, Shape next) {
        int list = lists.begin();
        for (int after = relation; after != Diagrams.EMPTY; after = diagrams.right(after)) {
            lists.add(diagrams.value(after), image(below, diagrams.down(after), next));
        }
        return lists.end(list, Diagrams.EMPTY);
    }

    private void addAll(int kept, int more) {
        diagrams.push(more);
        int all = sets.union(diagrams.kept(kept), more);
        diagrams.pop(kept);
        diagrams.push(all);
    }
}
