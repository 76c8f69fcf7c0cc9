// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.HashMap;
import java.util.Map;

/** What a relation does from one level on; relations that do the same from there on share it. */
final class Shape {
    /** What a relation does with a level. */
    enum Kind {
        /** Nothing: any value, which stays. */
        SKIP,
        /** The relation has the values at which it applies; they stay. */
        READ,
        /** The relation has the values before, and below each the values after. */
        CHANGE,
        /** The relation has the values after, whatever was before. */
        WRITE,
        /** The relation is over. */
        END
    }

    final Kind kind;
    /** From the next level on. */
    final Shape next;
    /** Small, and its own among the shapes of one table. */
    final int id;

    private Shape(Kind kind, Shape next, int id) {
        this.kind = kind;
        this.next = next;
        this.id = id;
    }

    /** Shapes of which equal ones are the same. */
    static final class Table {
        private record Key(Kind kind, Shape next) {}

        private final Map<Key, Shape> known = new HashMap<>();
        private final Shape end = new Shape(Kind.END, null, 0);

        Shape end() {
            return end;
        }

        /** The shape that does something and goes on in this way; over at once where nothing is left to do. */
        Shape of(Kind kind, Shape next) {
            if (kind == Kind.SKIP && next == end) {
                return end;
            }
            return known.computeIfAbsent(new Key(kind, next), key -> new Shape(kind, next, known.size() + 1));
        }

        /** The shape of steps, from a level on. */
        Shape of(Touch touch, int from, int levels) {
            Shape shape = end;
            for (int level = levels - 1; level >= from; level--) {
                shape = of(touch.kind(level), shape);
            }
            return shape;
        }
    }
}
