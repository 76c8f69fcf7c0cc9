// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

/** Something that is so in a state, or not. It has to be deterministic, and to look at variables only. */
@FunctionalInterface
public interface Test {
    /** Whether it is so. */
    boolean holds(Local state);
}
