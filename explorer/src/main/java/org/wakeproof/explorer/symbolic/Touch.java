// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.BitSet;

/** The levels that steps depend on, and those that they change. */
record Touch(BitSet reads, BitSet writes) {
    static final Touch NOTHING = new Touch(new BitSet(), new BitSet());

    /** That of steps with a footprint. A level of which only a part is written is read, too. */
    static Touch of(Footprint footprint, Levels levels) {
        BitSet reads = new BitSet();
        BitSet writes = new BitSet();
        for (int level = 0; level < levels.count(); level++) {
            boolean isRead = false;
            boolean isWritten = false;
            boolean isWhole = true;
            for (int variable : levels.variables(level)) {
                isRead |= footprint.reads().get(variable);
                isWritten |= footprint.writes().get(variable);
                isWhole &= footprint.writes().get(variable);
            }
            writes.set(level, isWritten);
            reads.set(level, isRead || isWritten && !isWhole);
        }
        return new Touch(reads, writes);
    }

    Touch and(Touch other) {
        BitSet allReads = (BitSet) reads.clone();
        BitSet allWrites = (BitSet) writes.clone();
        allReads.or(other.reads);
        allWrites.or(other.writes);
        return new Touch(allReads, allWrites);
    }

    private BitSet all() {
        BitSet all = (BitSet) reads.clone();
        all.or(writes);
        return all;
    }

    /** The first level; {@code none} if there is none. */
    int top(int none) {
        int first = all().nextSetBit(0);
        return first < 0 ? none : first;
    }

    /** Whether the order of two steps matters, as one changes what the other touches. */
    boolean isDisturbedBy(Touch other) {
        return writes.intersects(other.all()) || other.writes.intersects(all());
    }

    Shape.Kind kind(int level) {
        if (reads.get(level)) {
            return writes.get(level) ? Shape.Kind.CHANGE : Shape.Kind.READ;
        }
        return writes.get(level) ? Shape.Kind.WRITE : Shape.Kind.SKIP;
    }
}
