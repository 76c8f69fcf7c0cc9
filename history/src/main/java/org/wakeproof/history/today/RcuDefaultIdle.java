// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.today;

import org.wakeproof.cpuidle.y2026.AcpiProcessorIdle2026;
import org.wakeproof.cpuidle.y2026.DefaultIdleTellsRcu;
import org.wakeproof.cpuidle.y2026.IdleLoop2026;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.Vector;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.y2026.Rcu2026;
import org.wakeproof.softirq.y2026.Softirq2026;

/** P9: CPU0 queues a callback while CPU1 idles by default_idle. */
final class RcuDefaultIdle extends CalibratedScenario {
    RcuDefaultIdle() {
        super(
                "rcu-default-idle",
                "an RCU callback, and another CPU halts by default_idle: is it ever run?",
                "HOLDS     late, by a second at most",
                Bug.harmless(Change.DEFAULT_IDLE_TELLS_RCU, "repaired"),
                Bug.harmless(Change.IDLES_BY_DRIVER, "acpi_processor_idle instead of default_idle, as of 6e7f6155b8"),
                Bug.harmless(Change.TICK_GOES_ON, "before 969f58bde2, with credit1: late by 10 ms at most"));
    }

    @Override
    protected String asIs() {
        return "VIOLATED  the grace period waits for a CPU that sleeps (P9)";
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Machine machine = SmallSystem.machine(settings, 2);
        Softirq2026 softirq = new Softirq2026(machine);
        Rcu2026 rcu = new Rcu2026(machine, 1, () -> {});
        rcu.open(softirq);
        IdleLoop2026 idleLoop = settings.changes().has(Change.DEFAULT_IDLE_TELLS_RCU)
                ? new DefaultIdleTellsRcu(machine, softirq, rcu)
                : new IdleLoop2026(machine, softirq, rcu);
        if (settings.changes().has(Change.IDLES_BY_DRIVER)) {
            idleLoop.installPmIdle(new AcpiProcessorIdle2026(new AcpiProcessorIdle2026.Parts(
                    machine,
                    softirq,
                    rcu,
                    idleLoop,
                    null,
                    null,
                    () -> machine.cpu().sleep(SleepState.C1_MWAIT))));
        }
        calibrate(settings, machine, softirq);
        boolean ticks = settings.changes().has(Change.TICK_GOES_ON);
        if (ticks) {
            tick(machine, softirq);
        }
        machine.boot(0, true, machine.procedure("caller", () -> {
            rcu.callRcu();
            idleLoop.procedure().call();
        }));
        machine.boot(1, true, idleLoop.procedure());
        return new SmallSystem(
                        machine,
                        "one callback, of CPU0; nothing else ever wakes a CPU" + (ticks ? " but CPU1's tick" : ""))
                .and(RcuProperties.gracePeriodEnds(rcu))
                .and(RcuProperties.callbackIsRun(rcu, 0))
                .sometimesAsleep(1)
                .close();
    }

    /** csched_tick of CPU1, as far as RCU can tell: the LAPIC timer interrupts it, and TIMER is done. */
    private static void tick(Machine machine, Softirq2026 softirq) {
        softirq.openSoftirq(Softirq.TIMER, () -> {});
        Vector vector = machine.vector("local timer", () -> softirq.raiseSoftirq(Softirq.TIMER));
        machine.event(new NowAndThen("tick of CPU1", machine, 1, vector, "the tick interrupts CPU1"));
    }
}
