// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.run;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The points that come after one, by result: those of small results are found without a search. */
final class Successors {
    private static final int SMALL = 256;
    private static final int AT_FIRST = 4;

    private Node[] small = {};
    private Map<Integer, Node> others = Map.of();

    /** What comes after a result; null where that has not been met. */
    @Nullable
    Node after(int result) {
        if (result >= 0 && result < SMALL) {
            return result < small.length ? small[result] : null;
        }
        return others.get(result);
    }

    void keep(int result, Node successor) {
        if (result >= 0 && result < SMALL) {
            if (result >= small.length) {
                small = Arrays.copyOf(small, Math.max(AT_FIRST, 2 * Integer.highestOneBit(result)));
            }
            small[result] = successor;
        } else {
            if (others.isEmpty()) {
                others = new HashMap<>();
            }
            others.put(result, successor);
        }
    }
}
