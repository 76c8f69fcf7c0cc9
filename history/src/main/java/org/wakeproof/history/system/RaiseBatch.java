// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import org.wakeproof.cpuidle.IdleLoop;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.machine.Machine;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.history.BatchedSoftirq;
import org.wakeproof.softirq.history.NotesSoftirqNumber;

/** F14: CPU0 raises SCHEDULE on CPU2 within a batch, while that goes idle. */
final class RaiseBatch extends HistoricScenario {
    private static final int CPUS = 3;
    private static final int TARGET = 2;

    RaiseBatch() {
        super(
                "raise-batch",
                "a CPU raises softirqs in a batch: is everybody told at its end?",
                new Bug(Change.NOTES_SOFTIRQ_NUMBER, "the number of the softirq is noted as a CPU (F14)"));
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Machine machine = SmallSystem.machine(settings, CPUS);
        BatchedSoftirq softirq = settings.changes().has(Change.NOTES_SOFTIRQ_NUMBER)
                ? new NotesSoftirqNumber(machine)
                : new BatchedSoftirq(machine);
        softirq.openSoftirq(Softirq.SCHEDULE, () -> {});
        IdleLoop idleLoop = new IdleLoop(machine, softirq, 0);
        machine.boot(0, true, machine.procedure("mass wake-up", () -> {
            softirq.cpuRaiseSoftirqBatchBegin();
            softirq.cpuRaiseSoftirq(TARGET, Softirq.SCHEDULE);
            softirq.cpuRaiseSoftirqBatchFinish();
            machine.cpu().stop();
        }));
        machine.boot(1, true, machine.procedure("busy", () -> machine.cpu().stop()));
        machine.boot(TARGET, true, idleLoop.procedure());
        return new SmallSystem(machine, "CPU0 wakes one vCPU of CPU2 in a batch, once; CPU1 is busy, CPU2 idles")
                .noLostWakeup(softirq)
                .sometimesAsleep(TARGET)
                .close();
    }
}
