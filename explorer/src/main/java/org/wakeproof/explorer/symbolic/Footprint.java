// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.BitSet;

/**
 * The variables that some steps depend on, and those that they change. A variable that is written but not read is
 * written by every step. Neither set is changed once it is here.
 */
record Footprint(BitSet reads, BitSet writes) {
    static final Footprint NOTHING = new Footprint(new BitSet(), new BitSet());

    static Footprint ofReads(int... variables) {
        BitSet reads = new BitSet();
        for (int variable : variables) {
            reads.set(variable);
        }
        return new Footprint(reads, new BitSet());
    }

    Footprint and(Footprint other) {
        BitSet allReads = (BitSet) reads.clone();
        BitSet allWrites = (BitSet) writes.clone();
        allReads.or(other.reads);
        allWrites.or(other.writes);
        return new Footprint(allReads, allWrites);
    }

    Footprint andRead(int variable) {
        return and(ofReads(variable));
    }

    Footprint andWrite(int variable) {
        BitSet written = new BitSet();
        written.set(variable);
        return and(new Footprint(new BitSet(), written));
    }

    /** All variables. */
    BitSet all() {
        BitSet all = (BitSet) reads.clone();
        all.or(writes);
        return all;
    }
}
