// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.today;

import org.wakeproof.cpuidle.y2026.AcpiProcessorIdle2026;
import org.wakeproof.cpuidle.y2026.IdleLoop2026;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.hpet.y2026.Hpet2026;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.SleepState;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Settings;
import org.wakeproof.softirq.Timer;

/** P8b: with lapic_timer_c2_ok, C2 stays allowed without the broadcast that mwait_idle hands it to. */
final class C2Broadcast extends CalibratedScenario {
    C2Broadcast() {
        super(
                "c2-broadcast",
                "lapic_timer_c2_ok and no broadcast any more: does a CPU wake from C2?",
                "HOLDS     late, by a second at most, while CPU0, which calls, is busy",
                Bug.harmless(
                        Change.KNOWS_C2_TIMER,
                        "repaired, and acpi_processor_idle, which is all there was before 724b55f48a: C2 leaves the LAPIC timer alone"));
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
        // Whoever calls the others must be awake itself, so CPU1 is the one that sleeps then.
        int sleeper = settings.nets().isEmpty() ? 0 : 1;
        OneTimer xen = new OneTimer(settings, sleeper + 1, 2);
        Timer timer = xen.timers.initTimer("single-shot", sleeper, () -> {});
        Hpet2026 hpet = new Hpet2026(xen.machine, xen.softirq, xen.apic, xen.timers.timerDeadline());
        IdleLoop2026 idleLoop = xen.idleLoop(
                null,
                settings.changes().has(Change.KNOWS_C2_TIMER) ? null : hpet,
                SleepState.C2_TIMER_RUNS,
                AcpiProcessorIdle2026::new);
        calibrate(settings, xen.machine, xen.softirq);
        if (sleeper > 0) {
            xen.machine.boot(
                    0,
                    true,
                    xen.machine.procedure("busy", () -> xen.machine.cpu().stop()));
        }
        xen.machine.boot(sleeper, true, xen.machine.procedure("idle", () -> {
            hpet.hpetDisableLegacyBroadcast();
            xen.timers.setTimer(timer, Instant.nowPlus(1));
            idleLoop.procedure().call();
        }));
        return xen.system((sleeper > 0 ? "CPU0 is busy; " : "")
                        + "one CPU without ARAT whose LAPIC timer runs on in C2, the deepest state that is left; one deadline,"
                        + " a tick ahead")
                .sometimesAsleep(sleeper)
                .close();
    }
}
