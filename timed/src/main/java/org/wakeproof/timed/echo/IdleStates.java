// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.echo;

import java.util.List;
import org.wakeproof.timed.xen.MenuGovernor;

/** The sleeps of a CPU that Linux runs, by the rule of the menu governor; C-states may be off. */
final class IdleStates {
    /** The next timer is far away. */
    private static final long NEXT_TIMER_NS = 1_000_000_000;
    /** From this state on, the core's power is off: after C1 and C1E. */
    private static final int DEEP = 2;

    private final List<Long> exits;
    private final MenuGovernor governor;
    private int state;
    private long since = -1;

    /** @param exits how long leaving each state takes, in nanoseconds; none where there are no states */
    IdleStates(List<Long> exits) {
        this.exits = exits;
        governor = exits.isEmpty()
                ? null
                : new MenuGovernor(exits.stream().map(exit -> exit / 1000).toList());
    }

    /** The CPU has nothing to do. Returns whether it sleeps deeply. */
    boolean enter(long now) {
        since = now;
        state = governor == null ? 0 : governor.select(NEXT_TIMER_NS);
        return state >= DEEP;
    }

    /** Something is to be done, if it sleeps. Returns how long it takes until it can begin. */
    long leave(long now) {
        if (governor == null || since < 0) {
            return 0;
        }
        governor.reflect(now - since);
        since = -1;
        return exits.get(state);
    }
}
