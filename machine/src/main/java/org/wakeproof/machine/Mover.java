// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

/**
 * Which way a step can be moved past neighbouring steps of everybody else without changing where
 * both lead (Lipton, "Reduction", 1975). It is asked of a CPU that takes no interrupts meanwhile.
 */
public enum Mover {
    /** To a later moment: whoever steps after it could have stepped before, as taking a lock. */
    RIGHT,
    /** To an earlier moment: whoever steps before it could have stepped after, as releasing a lock. */
    LEFT,
    /** To both: nobody else can see or disturb it. */
    BOTH,
    /** To neither. */
    NEITHER;

    /** How a step moves that consists of two, of which one moves like this and one like the other. */
    Mover and(Mover other) {
        if (this == BOTH || this == other) {
            return other;
        }
        return other == BOTH ? this : NEITHER;
    }
}
