// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Counts the vectors and the nodes of a set, exactly. */
final class Counts {
    private final Diagrams diagrams;
    private final Map<Integer, BigInteger> known = new HashMap<>();

    Counts(Diagrams diagrams) {
        this.diagrams = diagrams;
        known.put(Diagrams.EMPTY, BigInteger.ZERO);
        known.put(Diagrams.UNIT, BigInteger.ONE);
    }

    /** How many vectors there are in a set; nothing is collected meanwhile. */
    BigInteger vectors(int set) {
        BigInteger count = known.get(set);
        if (count == null) {
            count = BigInteger.ZERO;
            for (int node = set; node != Diagrams.EMPTY; node = diagrams.right(node)) {
                if (node != set && known.containsKey(node)) {
                    count = count.add(known.get(node));
                    break;
                }
                count = count.add(vectors(diagrams.down(node)));
            }
            known.put(set, count);
        }
        return count;
    }

    /** How many nodes the sets consist of together. */
    long nodes(int... sets) {
        BitSet seen = new BitSet();
        for (int set : sets) {
            nodes(set, seen);
        }
        return seen.cardinality();
    }

    private void nodes(int set, BitSet seen) {
        for (int node = set; node > Diagrams.UNIT && !seen.get(node); node = diagrams.right(node)) {
            seen.set(node);
            nodes(diagrams.down(node), seen);
        }
    }
}
