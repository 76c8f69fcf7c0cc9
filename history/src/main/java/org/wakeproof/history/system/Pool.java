// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Settings;
import org.wakeproof.sched.history.runqueue.SharedRunqueue;

/** F29a, F29c: CPU0 wakes two units of a pool with one CPU, and then adds another to it. */
final class Pool extends HistoricScenario {
    Pool() {
        super(
                "pool",
                "a CPU that idles joins a pool where units wait: does it run them?",
                new Bug(Change.JOINS_POOL_SILENTLY, "it is not told, and sleeps on (F29)"),
                new Bug(
                        Change.TICKLES_OUTSIDE_POOL,
                        "it is told before it has joined, instead of the one that has (F29)"));
    }

    @Override
    public ClosedSystem build(Settings settings) {
        RunqueueSystem<SharedRunqueue> system = RunqueueSystem.of(settings, 3, 2, 0b101);
        return system.waker(() -> {
                    system.runqueue().wake(0);
                    system.runqueue().wake(1);
                    system.runqueue().joinPool(1);
                })
                .close("CPU0 wakes A, then B, then adds CPU1 to the pool; CPU1 and CPU2 idle");
    }
}
