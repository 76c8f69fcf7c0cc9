// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.search;

import org.jspecify.annotations.Nullable;
import org.wakeproof.explorer.Statistics;
import org.wakeproof.explorer.property.Finding;

/** One way to go through the state space. */
public interface SearchStrategy {
    /**
     * Searches until a violation is met, all is explored, or a limit is hit.
     *
     * @return the violation
     */
    @Nullable
    Finding run();

    /** Figures so far; may be asked by another thread. */
    Statistics statistics();
}
