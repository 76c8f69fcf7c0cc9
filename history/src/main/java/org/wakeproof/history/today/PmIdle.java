// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.today;

import org.wakeproof.cpuidle.y2026.IdleLoop2026;
import org.wakeproof.cpuidle.y2026.SetCxPminfo2026;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.history.system.HistoricScenario;
import org.wakeproof.machine.Machine;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.y2026.Softirq2026;

/** P17: the idle function is exchanged while a CPU idles. */
final class PmIdle extends HistoricScenario {
    PmIdle() {
        super(
                "pm-idle",
                "dom0 uploads C-states while a CPU idles: does that halt without a look?",
                new Bug(Change.REORDERS_PM_IDLE, "if the compiler changes the order of the two stores (P17)"));
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Machine machine = SmallSystem.machine(settings, 2);
        Softirq2026 softirq = new Softirq2026(machine);
        softirq.openSoftirq(Softirq.SCHEDULE, () -> {});
        IdleLoop2026 idleLoop = new IdleLoop2026(machine, softirq, null);
        SetCxPminfo2026 drivers = settings.changes().has(Change.REORDERS_PM_IDLE)
                ? new SetCxPminfo2026.Reordered(machine, idleLoop)
                : new SetCxPminfo2026(machine, idleLoop);
        idleLoop.installPmIdle(drivers::idle);
        machine.boot(0, true, machine.procedure("upload", () -> {
            drivers.setCxPminfo();
            softirq.cpuRaiseSoftirq(1, Softirq.SCHEDULE);
            machine.cpu().stop();
        }));
        machine.boot(1, true, idleLoop.procedure());
        return new SmallSystem(
                        machine,
                        "CPU0 installs acpi_processor_idle and raises SCHEDULE on CPU1 once; CPU1 idles, with no C-state to"
                                + " use")
                .noLostWakeup(softirq)
                .sometimesAsleep(1)
                .close();
    }
}
