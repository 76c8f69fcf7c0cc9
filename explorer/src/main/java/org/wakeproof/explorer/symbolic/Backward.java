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
        return switch (shape.kind) {
            case SKIP -> skip(targets, within, relation, shape.next);
            case READ -> read(targets, within, relation, shape.next);
            case CHANGE, WRITE -> into(targets, within, relation, shape);
            case END -> throw new AssertionError(shape.kind);
        };
    }

    private int skip(int targets, int within, int relation, Shape next) {
        int list = lists.begin();
        int target = targets;
        for (int node = within; node != Diagrams.EMPTY && target != Diagrams.EMPTY; node = diagrams.right(node)) {
            int value = diagrams.value(node);
            target = sets.from(target, value);
            if (target != Diagrams.EMPTY && diagrams.value(target) == value) {
                lists.add(value, of(diagrams.down(target), diagrams.down(node), relation, next));
            }
        }
        return lists.end(list, Diagrams.EMPTY);
    }

    private int read(int targets, int within, int relation, Shape next) {
        int list = lists.begin();
        int target = targets;
        int place = within;
        for (int wanted = relation; wanted != Diagrams.EMPTY; wanted = diagrams.right(wanted)) {
            int value = diagrams.value(wanted);
            target = sets.from(target, value);
            place = sets.from(place, value);
            if (target == Diagrams.EMPTY || place == Diagrams.EMPTY) {
                break;
            }
            if (diagrams.value(target) == value && diagrams.value(place) == value) {
                lists.add(value, of(diagrams.down(target), diagrams.down(place), diagrams.down(wanted), next));
            }
        }
        return lists.end(list, Diagrams.EMPTY);
    }

    /** Where the relation has values after, below each value before or for all of them. */
    private int into(int targets, int within, int relation, Shape shape) {
        int list = lists.begin();
        int wanted = relation;
        for (int node = within; node != Diagrams.EMPTY; node = diagrams.right(node)) {
            int value = diagrams.value(node);
            int after = relation;
            if (shape.kind == Shape.Kind.CHANGE) {
                wanted = sets.from(wanted, value);
                if (wanted == Diagrams.EMPTY) {
                    break;
                }
                after = diagrams.value(wanted) == value ? diagrams.down(wanted) : Diagrams.EMPTY;
            }
            lists.add(value, intoAny(targets, diagrams.down(node), after, shape.next));
        }
        return lists.end(list, Diagrams.EMPTY);
    }

    /** From below one value before, to any of a list of values after. */
    private int intoAny(int targets, int below, int relation, Shape next) {
        int mark = diagrams.mark();
        int all = Diagrams.EMPTY;
        int target = targets;
        for (int after = relation; after != Diagrams.EMPTY; after = diagrams.right(after)) {
            int value = diagrams.value(after);
            target = sets.from(target, value);
            if (target == Diagrams.EMPTY) {
                break;
            }
            if (diagrams.value(target) == value) {
                int more = of(diagrams.down(target), below, diagrams.down(after), next);
                all = sets.union(all, diagrams.push(more));
                diagrams.pop(mark);
                diagrams.push(all);
            }
        }
        diagrams.pop(mark);
        return all;
    }
}
