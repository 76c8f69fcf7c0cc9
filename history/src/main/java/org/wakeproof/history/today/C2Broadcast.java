// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.today;

import org.wakeproof.cpuidle.y2026.AcpiProcessorIdle2026;
import org.wakeproof.cpuidle.y2026.IdleLoop2026;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.history.system.HistoricScenario;
import org.wakeproof.history.system.SmallSystem;
import org.wakeproof.hpet.y2026.Hpet2026;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SleepState;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Settings;
import org.wakeproof.softirq.Timer;
import org.wakeproof.softirq.Timers;
import org.wakeproof.softirq.y2026.Apic2026;
import org.wakeproof.softirq.y2026.Softirq2026;

/** P8b: with lapic_timer_c2_ok, C2 stays allowed without the broadcast that mwait_idle hands it to. */
final class C2Broadcast extends HistoricScenario {
    C2Broadcast() {
        super(
                "c2-broadcast",
                "lapic_timer_c2_ok and no broadcast any more: does a CPU wake from C2?",
                Bug.harmless(
                        Change.KNOWS_C2_TIMER,
                        "repaired, and acpi_processor_idle: the LAPIC timer is left alone in C2"));
    }

    @Override
    protected String asIs() {
        return "VIOLATED  every C2 masks the LAPIC timer, and the broadcast is off (P8b)";
    }

    @Override
    protected boolean hasClock() {
        return true;
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Machine machine = SmallSystem.machine(settings, 1, 2);
        Softirq2026 softirq = new Softirq2026(machine);
        Apic2026 apic = new Apic2026(machine, softirq);
        Timers timers = new Timers(machine, softirq, apic, new Timers.Parameters(0, 1, 1, 1, true));
        Timer timer = timers.initTimer("single-shot", 0, () -> {});
        Hpet2026 hpet = new Hpet2026(machine, softirq, apic, timers.timerDeadline());
        IdleLoop2026 idleLoop = new IdleLoop2026(machine, softirq, null);
        idleLoop.installPmIdle(new AcpiProcessorIdle2026(new AcpiProcessorIdle2026.Parts(
                machine,
                softirq,
                null,
                idleLoop,
                settings.changes().has(Change.KNOWS_C2_TIMER) ? null : hpet,
                null,
                () -> machine.cpu().sleep(SleepState.C2_TIMER_RUNS))));
        machine.boot(0, true, machine.procedure("idle", () -> {
            hpet.hpetDisableLegacyBroadcast();
            timers.setTimer(timer, Instant.nowPlus(1));
            idleLoop.procedure().call();
        }));
        return new SmallSystem(
                        machine,
                        "one CPU without ARAT whose LAPIC timer runs on in C2, the deepest state that is left; one deadline,"
                                + " a tick ahead")
                .noLostWakeup(softirq)
                .noMissedDeadline(softirq, timers.timerDeadline())
                .sometimesAsleep(0)
                .close();
    }
}
