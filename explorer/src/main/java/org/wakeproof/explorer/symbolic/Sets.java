// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.Arrays;
import java.util.List;

/** Operations on sets of vectors. Their arguments have to be kept by the caller, and so does the result. */
final class Sets {
    private static final int UNION = 1 << 28;
    private static final int MINUS = 2 << 28;
    private static final int INTERSECTION = 3 << 28;

    private final Diagrams diagrams;
    private final Cache cache;
    private final Lists lists;

    Sets(Diagrams diagrams, Lists lists) {
        this.diagrams = diagrams;
        this.cache = diagrams.cache();
        this.lists = lists;
    }

    /** The vectors that are in one of two sets. */
    int union(int left, int right) {
        if (left == right || right == Diagrams.EMPTY) {
            return left;
        }
        if (left == Diagrams.EMPTY) {
            return right;
        }
        int a = Math.min(left, right);
        int b = Math.max(left, right);
        int known = cache.get(UNION, a, b);
        if (known != Cache.UNKNOWN) {
            return known;
        }
        int list = lists.begin();
        int x = a;
        int y = b;
        while (x != Diagrams.EMPTY && y != Diagrams.EMPTY && x != y) {
            int valueX = diagrams.value(x);
            int valueY = diagrams.value(y);
            if (valueX < valueY) {
                lists.add(valueX, diagrams.down(x));
                x = diagrams.right(x);
            } else if (valueX > valueY) {
                lists.add(valueY, diagrams.down(y));
                y = diagrams.right(y);
            } else {
                lists.add(valueX, union(diagrams.down(x), diagrams.down(y)));
                x = diagrams.right(x);
                y = diagrams.right(y);
            }
        }
        int result = lists.end(list, x == Diagrams.EMPTY ? y : x);
        cache.put(UNION, a, b, result);
        return result;
    }

    /** The vectors of the first set that are not in the second. */
    int minus(int left, int right) {
        if (left == right || left == Diagrams.EMPTY) {
            return Diagrams.EMPTY;
        }
        if (right == Diagrams.EMPTY) {
            return left;
        }
        int known = cache.get(MINUS, left, right);
        if (known != Cache.UNKNOWN) {
            return known;
        }
        int list = lists.begin();
        int x = left;
        int y = right;
        while (x != Diagrams.EMPTY && y != Diagrams.EMPTY && x != y) {
            int valueX = diagrams.value(x);
            int valueY = diagrams.value(y);
            if (valueX < valueY) {
                lists.add(valueX, diagrams.down(x));
                x = diagrams.right(x);
            } else if (valueX > valueY) {
                y = diagrams.right(y);
            } else {
                lists.add(valueX, minus(diagrams.down(x), diagrams.down(y)));
                x = diagrams.right(x);
                y = diagrams.right(y);
            }
        }
        int result = lists.end(list, x == y ? Diagrams.EMPTY : x);
        cache.put(MINUS, left, right, result);
        return result;
    }

    /** The vectors that are in both sets. */
    int intersection(int left, int right) {
        if (left == right) {
            return left;
        }
        if (left == Diagrams.EMPTY || right == Diagrams.EMPTY) {
            return Diagrams.EMPTY;
        }
        int a = Math.min(left, right);
        int b = Math.max(left, right);
        int known = cache.get(INTERSECTION, a, b);
        if (known != Cache.UNKNOWN) {
            return known;
        }
        int list = lists.begin();
        int x = a;
        int y = b;
        while (x != Diagrams.EMPTY && y != Diagrams.EMPTY && x != y) {
            int valueX = diagrams.value(x);
            int valueY = diagrams.value(y);
            if (valueX < valueY) {
                x = diagrams.right(x);
            } else if (valueX > valueY) {
                y = diagrams.right(y);
            } else {
                lists.add(valueX, intersection(diagrams.down(x), diagrams.down(y)));
                x = diagrams.right(x);
                y = diagrams.right(y);
            }
        }
        int result = lists.end(list, x == y ? x : Diagrams.EMPTY);
        cache.put(INTERSECTION, a, b, result);
        return result;
    }

    /** The list from its node of this value on, or from the next greater one. */
    int from(int list, int value) {
        int node = list;
        while (node != Diagrams.EMPTY && diagrams.value(node) < value) {
            node = diagrams.right(node);
        }
        return node;
    }

    /** What is below a value; empty if it is not in the list. */
    int below(int list, int value) {
        int node = from(list, value);
        return node == Diagrams.EMPTY || diagrams.value(node) != value ? Diagrams.EMPTY : diagrams.down(node);
    }

    /** The set of some vectors, all of one length. */
    int of(List<int[]> vectors) {
        int[][] sorted = vectors.toArray(new int[0][]);
        Arrays.sort(sorted, Arrays::compare);
        return of(sorted, 0, sorted.length, 0);
    }

    private int of(int[][] sorted, int from, int to, int element) {
        if (from == to) {
            return Diagrams.EMPTY;
        }
        if (element == sorted[from].length) {
            return Diagrams.UNIT;
        }
        int list = lists.begin();
        int start = from;
        for (int i = from + 1; i <= to; i++) {
            if (i == to || sorted[i][element] != sorted[start][element]) {
                lists.add(sorted[start][element], of(sorted, start, i, element + 1));
                start = i;
            }
        }
        return lists.end(list, Diagrams.EMPTY);
    }

    /** Told vectors of a set. */
    interface Visitor {
        /** A vector, which changes with the next one; false for no more. */
        boolean visit(int[] vector);
    }

    /** Tells every vector of a set in lexicographic order; nothing is made meanwhile. False if the visitor had enough. */
    boolean forEach(int set, int length, Visitor visitor) {
        return forEach(set, new int[length], 0, visitor);
    }

    private boolean forEach(int set, int[] vector, int element, Visitor visitor) {
        if (element == vector.length) {
            return set == Diagrams.EMPTY || visitor.visit(vector);
        }
        for (int node = set; node != Diagrams.EMPTY; node = diagrams.right(node)) {
            vector[element] = diagrams.value(node);
            if (!forEach(diagrams.down(node), vector, element + 1, visitor)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a vector is in a set. */
    boolean contains(int set, int[] vector) {
        int node = set;
        for (int value : vector) {
            node = below(node, value);
        }
        return node == Diagrams.UNIT;
    }
}
