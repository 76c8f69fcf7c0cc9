// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Settings;

/** F21 in the credit scheduler: CPU0 and CPU3 each wake a vCPU, while CPU1 and CPU2 idle. */
final class TickleIdlers extends HistoricScenario {
    TickleIdlers() {
        super(
                "tickle-idlers",
                "two busy CPUs wake a vCPU each: is each of two idle CPUs told?",
                new Bug(Change.KEEPS_TICKLED_IDLERS, "both tell the same one, which still counts as idle (F21)"),
                new Bug(Change.CLEARS_TICKLED_IDLERS, "the same, if both read the mask before one changes it (F21)"),
                new Bug(Change.IDLERS_SET_BEFORE_STEAL, "a CPU on its way to work counts as idle again (M14)"));
    }

    @Override
    public ClosedSystem build(Settings settings) {
        return new IdlersSystem(settings, 4, 0b0110)
                .wakes(0)
                .wakes(3)
                .close("CPU0 and CPU3 wake one vCPU each; CPU1 and CPU2 idle");
    }
}
