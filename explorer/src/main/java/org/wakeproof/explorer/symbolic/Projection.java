// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

/** The vectors of a set without the levels that somebody does not read. */
final class Projection {
    private static final int PROJECTED = 7 << 28;
    private static final int WITHIN = 11 << 28;

    private final Diagrams diagrams;
    private final Cache cache;
    private final Lists lists;
    private final Sets sets;

    Projection(Diagrams diagrams, Lists lists, Sets sets) {
        this.diagrams = diagrams;
        this.cache = diagrams.cache();
        this.lists = lists;
        this.sets = sets;
    }

    /** What is met on a way through a set; both begin at the same level. */
    int of(int set, Way way) {
        if (set == Diagrams.EMPTY) {
            return Diagrams.EMPTY;
        }
        if (way.kind == Way.Kind.END) {
            return Diagrams.UNIT;
        }
        int operation = PROJECTED | way.id;
        int known = cache.get(operation, set, Diagrams.EMPTY);
        if (known != Cache.UNKNOWN) {
            return known;
        }
        int result = way.kind == Way.Kind.SKIP ? dropped(set, way) : kept(set, way);
        cache.put(operation, set, Diagrams.EMPTY, result);
        return result;
    }

    private int dropped(int set, Way way) {
        int mark = diagrams.mark();
        int all = Diagrams.EMPTY;
        for (int node = set; node != Diagrams.EMPTY; node = diagrams.right(node)) {
            Way next = way.next(diagrams.value(node));
            int some = next == null ? Diagrams.EMPTY : of(diagrams.down(node), next);
            if (some != Diagrams.EMPTY && some != all) {
                diagrams.push(some);
                all = sets.union(all, some);
                diagrams.pop(mark);
                diagrams.push(all);
            }
        }
        diagrams.pop(mark);
        return all;
    }

    /** Whether all that a way keeps of a set is in another set. */
    boolean isWithin(int all, int set, Way way) {
        if (set == Diagrams.EMPTY) {
            return true;
        }
        if (way.kind == Way.Kind.END) {
            return all != Diagrams.EMPTY;
        }
        int operation = WITHIN | way.id;
        int known = cache.get(operation, set, all);
        if (known != Cache.UNKNOWN) {
            return known == Diagrams.UNIT;
        }
        boolean isWithin = true;
        int wanted = all;
        for (int node = set; node != Diagrams.EMPTY && isWithin; node = diagrams.right(node)) {
            int value = diagrams.value(node);
            Way next = way.next(value);
            if (next != null) {
                int rest = all;
                if (way.kind == Way.Kind.READ) {
                    wanted = sets.from(wanted, value);
                    rest = wanted == Diagrams.EMPTY || diagrams.value(wanted) != value
                            ? Diagrams.EMPTY
                            : diagrams.down(wanted);
                }
                isWithin = isWithin(rest, diagrams.down(node), next);
            }
        }
        cache.put(operation, set, all, isWithin ? Diagrams.UNIT : Diagrams.EMPTY);
        return isWithin;
    }

    private int kept(int set, Way way) {
        int list = lists.begin();
        for (int node = set; node != Diagrams.EMPTY; node = diagrams.right(node)) {
            Way next = way.next(diagrams.value(node));
            if (next != null) {
                lists.add(diagrams.value(node), of(diagrams.down(node), next));
            }
        }
        return lists.end(list, Diagrams.EMPTY);
    }
}
