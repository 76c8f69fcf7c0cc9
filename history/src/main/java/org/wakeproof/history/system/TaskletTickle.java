// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.machine.Word;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Settings;
import org.wakeproof.sched.history.runqueue.SharedRunqueue;
import org.wakeproof.softirq.Softirq;

/** F30: CPU1's idle vCPU runs a tasklet, CPU2 idles, and CPU0 wakes a unit. */
final class TaskletTickle extends HistoricScenario {
    private static final int BUSY = 1;

    TaskletTickle() {
        super(
                "tasklet-tickle",
                "a unit wakes while a CPU runs a tasklet: is one told that does idle?",
                new Bug(Change.IDLES_FOR_TASKLETS, "the CPU with the tasklet is told (F30)"),
                new Bug(
                        Change.TASKLET_JUST_ENQUEUED,
                        "the fix does not mind a tasklet that is queued, but not yet chosen"));
    }

    @Override
    public ClosedSystem build(Settings settings) {
        RunqueueSystem<SharedRunqueue> system = RunqueueSystem.of(settings, 3, 1, 0b111);
        Word work = system.runqueue().taskletWork(BUSY);
        Softirq softirq = system.softirq();
        boolean justEnqueued = settings.changes().has(Change.TASKLET_JUST_ENQUEUED);
        return system.waker(() -> {
                    work.store(SharedRunqueue.TASKLET_ENQUEUED);
                    softirq.cpuRaiseSoftirq(BUSY, Softirq.SCHEDULE);
                    if (!justEnqueued) {
                        system.runqueue().taskletIsRunning(BUSY).awaitValue(1);
                    }
                    system.runqueue().wake(0);
                })
                .close("CPU0 queues a tasklet for CPU1, which runs for as long as one looks, and wakes A; CPU2 idles");
    }
}
