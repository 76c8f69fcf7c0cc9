// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A relation by the value that its first level has afterwards: which values it may have before, in ascending order, and
 * what the relation is below each.
 */
final class Origins implements Diagrams.Roots {
    /** In place of values before: any. */
    static final int[] ANY = {};

    private static final Row NONE = new Row(new int[0], new int[0]);

    private record Row(int[] before, int[] relations) {
        Row and(int value, int relation) {
            int count = before.length;
            Row more = new Row(Arrays.copyOf(before, count + 1), Arrays.copyOf(relations, count + 1));
            more.before[count] = value;
            more.relations[count] = relation;
            return more;
        }
    }

    private final Shape shape;
    private final int whole;
    private final Map<Integer, Row> rows = new HashMap<>();

    Origins(Firing firing, Diagrams diagrams) {
        this.shape = firing.shape();
        this.whole = firing.whole(diagrams);
        for (int node = whole; node != Diagrams.EMPTY; node = diagrams.right(node)) {
            int value = diagrams.value(node);
            int below = diagrams.down(node);
            switch (shape.kind) {
                case READ -> rows.put(value, NONE.and(value, below));
                case WRITE -> rows.put(value, new Row(ANY, new int[] {below}));
                case CHANGE -> {
                    for (int after = below; after != Diagrams.EMPTY; after = diagrams.right(after)) {
                        rows.put(
                                diagrams.value(after),
                                rows.getOrDefault(diagrams.value(after), NONE).and(value, diagrams.down(after)));
                    }
                }
                case SKIP, END -> throw new AssertionError(shape.kind);
            }
        }
    }

    /** What the relation does, from its first level on. */
    Shape shape() {
        return shape;
    }

    int[] before(int after) {
        return rows.getOrDefault(after, NONE).before;
    }

    int[] relations(int after) {
        return rows.getOrDefault(after, NONE).relations;
    }

    @Override
    public void mark(Diagrams diagrams) {
        diagrams.keep(whole);
    }
}
