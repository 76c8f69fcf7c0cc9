// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Settings;
import org.wakeproof.sched.history.runqueue.SharedRunqueue;

/** F21: CPU0 wakes two units one after the other, while CPU1 and CPU2 idle. */
final class TickleOne extends HistoricScenario {
    TickleOne() {
        super(
                "tickle-one",
                "two units wake and two CPUs idle: is each of them told?",
                new Bug(Change.TICKLES_THE_TICKLED, "both wake-ups tell the same CPU (F21)"));
    }

    @Override
    public ClosedSystem build(Settings settings) {
        RunqueueSystem<SharedRunqueue> system = RunqueueSystem.of(settings, 3, 2, 0b111);
        return system.waker(() -> {
                    system.runqueue().wake(0);
                    system.runqueue().wake(1);
                })
                .close("CPU0 wakes A, then B; CPU1 and CPU2 idle");
    }
}
