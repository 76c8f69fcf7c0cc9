// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle;

import java.util.List;
import org.wakeproof.machine.Machine;

/**
 * Selects the next C-state by a choice that is left open, or that has one answer. It stands for every
 * governor: menu only reads timer_deadline and takes part in no synchronisation.
 */
public final class Governor {
    private final Machine machine;
    private final List<CState> states;
    private final String question;

    /**
     * @param states those to choose from; none where there is no C-state data for the CPU
     */
    public Governor(Machine machine, List<CState> states) {
        this.machine = machine;
        this.states = List.copyOf(states);
        this.question = "C-state " + states;
    }

    /** Those that it chooses from. */
    public List<CState> states() {
        return states;
    }

    /** Whether there is C-state data. */
    public boolean hasStates() {
        return !states.isEmpty();
    }

    /** The choice. */
    public CState select() {
        return states.get(machine.choose(question, states.size()));
    }
}
