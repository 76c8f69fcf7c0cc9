// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Settings;
import org.wakeproof.sched.history.runqueue.SharedRunqueue;

/** F20: CPU0 wakes two units and pauses the first, while CPU1 idles. */
final class RunqueueScan extends HistoricScenario {
    RunqueueScan() {
        super(
                "runqueue-scan",
                "the head of a run queue is being paused: is the unit behind it run?",
                new Bug(Change.STOPS_AT_THE_PAUSED, "the scan ends at the head, and the tickle is used up (F20)"));
    }

    @Override
    public ClosedSystem build(Settings settings) {
        RunqueueSystem<SharedRunqueue> system = RunqueueSystem.of(settings, 2, 2, 0b11);
        return system.waker(() -> {
                    system.runqueue().wake(0);
                    system.runqueue().wake(1);
                    system.runqueue().pause(0);
                })
                .close("CPU0 wakes A, then B, then pauses A; CPU1 idles");
    }
}
