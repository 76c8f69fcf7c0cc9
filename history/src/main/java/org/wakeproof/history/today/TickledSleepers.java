// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.today;

import org.wakeproof.cpuidle.y2026.AcpiProcessorIdle2026;
import org.wakeproof.cpuidle.y2026.IdleLoop2026;
import org.wakeproof.cpuidle.y2026.InMwait2026;
import org.wakeproof.cpuidle.y2026.StaysInMwait;
import org.wakeproof.history.system.RunqueueSystem;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SleepState;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.sched.history.runqueue.SharedRunqueue;
import org.wakeproof.softirq.y2026.BatchedSoftirq2026;

/** CPUs that run units of a shared run queue, or idle as in 2026: by mwait, in which they need no interrupt, and which does not end
 * by itself. */
final class TickledSleepers<R extends SharedRunqueue> {
    private final Machine machine;
    private final BatchedSoftirq2026 softirq;
    private final RunqueueSystem<R> system;

    /**
     * Wires them, with one unit.
     *
     * @param version the run queue
     */
    TickledSleepers(Settings settings, int cpus, RunqueueSystem.Version<R> version) {
        machine = SmallSystem.machine(settings, cpus);
        softirq = new BatchedSoftirq2026(machine);
        system = new RunqueueSystem<>(machine, softirq, 1, (1 << cpus) - 1, version, this::loop);
    }

    RunqueueSystem<R> system() {
        return system;
    }

    private Procedure loop(SharedRunqueue runqueue) {
        IdleLoop2026 idleLoop = new IdleLoop2026(machine, softirq, null);
        InMwait2026 mwait = new StaysInMwait(machine, softirq);
        AcpiProcessorIdle2026 idle = new AcpiProcessorIdle2026(new AcpiProcessorIdle2026.Parts(
                machine,
                softirq,
                null,
                idleLoop,
                null,
                null,
                () -> mwait.mwaitIdleWithHints(SleepState.C1_MWAIT, false)));
        idleLoop.installPmIdle(() -> {
            if (runqueue.isBusy()) {
                runUnit();
            } else {
                idle.run();
            }
        });
        return idleLoop.procedure();
    }

    /** In Xen a unit's vCPU enters its guest where the idle vCPU would go round its loop. */
    private void runUnit() {
        machine.cpu().disableInterrupts();
        if (softirq.softirqPending(machine.smpProcessorId()).load() == 0) {
            machine.cpu().runGuest(false);
        } else {
            machine.cpu().enableInterrupts();
        }
    }

    /** CPU0 wakes the unit: by itself, or in a batch, as an interrupt that a guest sends to several of its vCPUs does. */
    void wake() {
        if (machine.choose("the wake-up is in a batch", 2) == 0) {
            system.runqueue().wake(0);
        } else {
            softirq.cpuRaiseSoftirqBatchBegin();
            system.runqueue().wake(0);
            softirq.cpuRaiseSoftirqBatchFinish();
        }
    }
}
