// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

/** Something that takes steps in a system of variables. It has to be deterministic, and to look at variables only. */
public interface Agent {
    /** In place of a variable. */
    int NO_KEY = -1;

    /** Takes every step that it can take in a state: {@link Local#begin}, then reads and writes, then {@link Local#end}. */
    void steps(Local state);

    /**
     * The variable that says most of what it reads besides, as a CPU's call stack does; {@link #NO_KEY} for the first one
     * that it reads.
     */
    default int key() {
        return NO_KEY;
    }

    /** One that changes nothing and can only act where a test holds. */
    static Agent where(Test test) {
        return state -> {
            state.begin();
            if (test.holds(state)) {
                state.end();
            }
        };
    }
}
