// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.HashMap;
import java.util.Map;

/** Two relations at once: both have to apply, and each changes what it changes. No level is changed by both. */
final class Products {
    private static final int PRODUCT = 8 << 28;

    private record Pair(int left, int right) {}

    private final Diagrams diagrams;
    private final Cache cache;
    private final Lists lists;
    private final Sets sets;
    private final Map<Pair, Integer> pairs = new HashMap<>();

    Products(Diagrams diagrams, Lists lists, Sets sets) {
        this.diagrams = diagrams;
        this.cache = diagrams.cache();
        this.lists = lists;
        this.sets = sets;
    }

    /** The product, in the shape of both footprints together. Both relations have to be kept by the caller. */
    int of(int left, Shape leftShape, int right, Shape rightShape) {
        if (left == Diagrams.EMPTY || right == Diagrams.EMPTY) {
            return Diagrams.EMPTY;
        }
        if (leftShape.kind == Shape.Kind.END) {
            return right;
        }
        if (rightShape.kind == Shape.Kind.END) {
            return left;
        }
        int pair = pairs.computeIfAbsent(new Pair(leftShape.id, rightShape.id), key -> pairs.size() + 1);
        int operation = PRODUCT | pair;
        int known = cache.get(operation, left, right);
        if (known != Cache.UNKNOWN) {
            return known;
        }
        int result = made(left, leftShape, right, rightShape);
        cache.put(operation, left, right, result);
        return result;
    }

    private int made(int left, Shape leftShape, int right, Shape rightShape) {
        Shape.Kind one = leftShape.kind;
        Shape.Kind other = rightShape.kind;
        if (one == Shape.Kind.SKIP) {
            return other == Shape.Kind.SKIP
                    ? of(left, leftShape.next, right, rightShape.next)
                    : alone(right, other, rightShape.next, left, leftShape.next);
        }
        if (other == Shape.Kind.SKIP) {
            return alone(left, one, leftShape.next, right, rightShape.next);
        }
        if (one == Shape.Kind.READ) {
            return both(left, leftShape.next, right, rightShape);
        }
        if (other == Shape.Kind.READ) {
            return both(right, rightShape.next, left, leftShape);
        }
        throw new IllegalStateException("two parts of one step change the same variable");
    }

    /** Only one of them touches the level. */
    private int alone(int relation, Shape.Kind kind, Shape next, int other, Shape otherNext) {
        if (kind != Shape.Kind.CHANGE) {
            return list(relation, next, other, otherNext);
        }
        int list = lists.begin();
        for (int node = relation; node != Diagrams.EMPTY; node = diagrams.right(node)) {
            lists.add(diagrams.value(node), list(diagrams.down(node), next, other, otherNext));
        }
        return lists.end(list, Diagrams.EMPTY);
    }

    private int list(int relation, Shape next, int other, Shape otherNext) {
        int list = lists.begin();
        for (int node = relation; node != Diagrams.EMPTY; node = diagrams.right(node)) {
            lists.add(diagrams.value(node), of(diagrams.down(node), next, other, otherNext));
        }
        return lists.end(list, Diagrams.EMPTY);
    }

    /** Both touch the level, and the first only reads it. */
    private int both(int reader, Shape readerNext, int other, Shape shape) {
        int list = lists.begin();
        for (int node = reader; node != Diagrams.EMPTY; node = diagrams.right(node)) {
            int value = diagrams.value(node);
            int below = diagrams.down(node);
            switch (shape.kind) {
                case READ -> lists.add(value, of(below, readerNext, sets.below(other, value), shape.next));
                case CHANGE -> lists.add(value, list(sets.below(other, value), shape.next, below, readerNext));
                case WRITE -> lists.add(value, list(other, shape.next, below, readerNext));
                default -> throw new AssertionError(shape.kind);
            }
        }
        return lists.end(list, Diagrams.EMPTY);
    }
}
