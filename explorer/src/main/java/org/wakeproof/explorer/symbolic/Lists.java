// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.Arrays;

/** Lists of diagrams under construction, one on top of the other: values, with the node below each, which is kept. */
final class Lists {
    private final Diagrams diagrams;
    private int[] values = new int[1 << 10];

    Lists(Diagrams diagrams) {
        this.diagrams = diagrams;
    }

    /** Begins a list; what it returns names it. */
    int begin() {
        return diagrams.mark();
    }

    /** Adds a value greater than those before; nothing where the node is empty. */
    void add(int value, int down) {
        if (down != Diagrams.EMPTY) {
            int at = diagrams.mark();
            if (at >= values.length) {
                values = Arrays.copyOf(values, Math.max(at + 1, 2 * values.length));
            }
            values[at] = value;
            diagrams.push(down);
        }
    }

    /** Ends the list with a tail behind it and returns it. */
    int end(int list, int tail) {
        int result = tail;
        for (int at = diagrams.mark() - 1; at >= list; at--) {
            result = diagrams.make(values[at], diagrams.kept(at), result);
        }
        diagrams.pop(list);
        return result;
    }
}
