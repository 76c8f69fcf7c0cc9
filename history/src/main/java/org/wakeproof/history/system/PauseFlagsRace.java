// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.Machine;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Changes;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.sched.history.MarksMigrationSilently;
import org.wakeproof.sched.history.PauseFlags;
import org.wakeproof.sched.history.PauseFlagsByPlainStores;
import org.wakeproof.softirq.Softirq;

/** F16, F29b: a vCPU blocks on CPU1, CPU0 sends it an event, and CPU2 marks it for migration. */
final class PauseFlagsRace extends HistoricScenario {
    private static final int CPUS = 3;
    private static final int PROCESSOR = 1;

    PauseFlagsRace() {
        super(
                "pause-flags",
                "a vCPU blocks, has an event and is to migrate, all at once: does it go on?",
                new Bug(Change.PAUSE_FLAGS_BY_PLAIN_STORES, "a _VPF_blocked that was cleared comes back (F16)"),
                new Bug(Change.MARKS_MIGRATION_SILENTLY, "its CPU is not told that it is to migrate (F29)"));
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Machine machine = SmallSystem.machine(settings, CPUS);
        Softirq softirq = new Softirq(machine);
        PauseFlags v = variant(settings.changes(), machine, softirq);
        softirq.openSoftirq(Softirq.SCHEDULE, v::schedule);
        CpuLoop cpu1 = new CpuLoop(machine, "CPU1", softirq, v::isRunning);
        machine.boot(0, true, machine.procedure("event", () -> {
            v.sendEvent();
            machine.cpu().stop();
        }));
        machine.boot(PROCESSOR, true, machine.procedure("v", () -> {
            v.vcpuBlock();
            cpu1.run();
        }));
        machine.boot(2, true, machine.procedure("balance_load", () -> {
            v.migrate();
            machine.cpu().stop();
        }));
        return new SmallSystem(machine, "one block, one event, one migration; the vCPU computes while it runs")
                .and(new Property.Leaves(
                        "no event slept through",
                        state -> PauseFlags.isBlocked(state.get(v.pauseFlags().field()))
                                && state.get(v.upcallPending().field()) != 0,
                        state -> "the vCPU is blocked, with an event pending"))
                .and(new Property.Leaves(
                        "the vCPU is migrated by somebody",
                        state -> PauseFlags.isMigrating(state.get(v.pauseFlags().field())),
                        state -> "the vCPU is to migrate, and nobody does it"))
                .noLostWakeup(softirq)
                .sometimesAsleep(PROCESSOR)
                .close();
    }

    private static PauseFlags variant(Changes changes, Machine machine, Softirq softirq) {
        if (changes.has(Change.PAUSE_FLAGS_BY_PLAIN_STORES)) {
            return new PauseFlagsByPlainStores(machine, softirq, PROCESSOR);
        }
        return changes.has(Change.MARKS_MIGRATION_SILENTLY)
                ? new MarksMigrationSilently(machine, softirq, PROCESSOR)
                : new PauseFlags(machine, softirq, PROCESSOR);
    }
}
