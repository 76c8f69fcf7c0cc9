// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

/** One way to go through the state space. */
interface SearchStrategy {
    /**
     * Searches until a violation is met, all is explored, or a limit is hit.
     *
     * @return the violation, or null
     */
    Finding run();

    /** Figures so far; may be asked by another thread. */
    Statistics statistics();
}
