// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.run;

import java.util.Map;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.TimeOperation;

/** How what a step leaves open turns out, and has turned out. */
final class Choices {
    private final Map<String, Decider> deciders;
    private final TimedState state;
    private int choice;

    Choices(Setup set, TimedState state) {
        this.deciders = Map.copyOf(set.deciders());
        this.state = state;
    }

    /** Decides what an operation leaves open. */
    int choose(Operation operation, int cpu) {
        choice = operation.choices() == 1 ? 0 : decide((Operation.Choose) operation, cpu);
        return choice;
    }

    private int decide(Operation.Choose choose, int cpu) {
        Decider decider = deciders.get(choose.what());
        if (decider == null) {
            throw new IllegalStateException("nobody decides: choice of " + choose.what());
        }
        return decider.decide(choose, cpu, state.nanoseconds());
    }

    /** A time has been stored, in one of the ways that the relative clock leaves open. */
    void stored(TimeOperation.StoreTime operation) {
        if (operation.choices() > 1) {
            choice = (int) (state.time(operation.cell()) - state.now() - 1);
        }
    }

    /** What has been chosen in the step that has just been taken; 0 from then on. */
    int taken() {
        int taken = choice;
        choice = 0;
        return taken;
    }
}
