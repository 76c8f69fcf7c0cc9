// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.today;

import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.history.system.RunqueueSystem;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Settings;
import org.wakeproof.sched.y2026.ShrinkingRunqueue2026;
import org.wakeproof.softirq.Softirq;

/** P13: the CPU that has been told of a unit is taken out of the pool before it schedules. */
final class PoolTickle extends CalibratedScenario {
    PoolTickle() {
        super(
                "pool-tickle",
                "a CPU that was told of a unit leaves the pool: does another idle one run it?",
                "VIOLATED  it has the other CPU wake, but not schedule",
                Bug.harmless(Change.TICKLES_ON_REMOVAL, "repaired"),
                Bug.harmless(Change.WITHOUT_POOLS, "before 78be3dbbfe: who was told runs it"),
                Bug.harmless(Change.SLICE_ENDS, "late by a time slice at most: the busy CPU takes it then"));
    }

    @Override
    protected String asIs() {
        return "VIOLATED  nobody is told in its place (P13)";
    }

    @Override
    public ClosedSystem build(Settings settings) {
        TickledSleepers<ShrinkingRunqueue2026> sleepers = new TickledSleepers<>(
                settings,
                3,
                settings.changes().has(Change.TICKLES_ON_REMOVAL)
                        ? ShrinkingRunqueue2026.TicklesOnRemoval::new
                        : ShrinkingRunqueue2026::new);
        RunqueueSystem<ShrinkingRunqueue2026> system = sleepers.system();
        calibrate(settings, system.machine(), system.softirq());
        boolean ends = settings.changes().has(Change.SLICE_ENDS);
        boolean leaves = !settings.changes().has(Change.WITHOUT_POOLS);
        return system.waker(() -> {
                    sleepers.wake();
                    if (leaves) {
                        system.runqueue().cpupoolUnassignCpuStart(1);
                        system.runqueue().scheduleCpuRm(1);
                    }
                    if (ends) {
                        system.softirq().raiseSoftirq(Softirq.SCHEDULE);
                        system.softirq().doSoftirq();
                    }
                })
                .close("CPU0, which is busy, wakes A, which ran on it before"
                        + (leaves ? ", and takes CPU1 out of the pool" : "") + "; CPU1 and CPU2 idle");
    }
}
