// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.today;

import org.wakeproof.cpuidle.y2026.AcpiProcessorIdle2026;
import org.wakeproof.cpuidle.y2026.IdleLoop2026;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.hpet.y2026.HpetMsi2026;
import org.wakeproof.hpet.y2026.OneVector2026;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.Word;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Settings;
import org.wakeproof.softirq.Timer;

/** P6: a guest's interrupt is in service on a CPU, and keeps the broadcast's lower vector back. */
final class VectorPriority extends CalibratedScenario {
    VectorPriority() {
        super(
                "vector-priority",
                "a CPU sleeps with a guest's interrupt in service: does the HPET wake it?",
                "HOLDS     late, by a second at most",
                Bug.harmless(
                        Change.BROADCAST_BEATS_GUESTS, "repaired: the broadcast's vector is above those of guests"),
                Bug.harmless(Change.SLEEPS_LIGHTLY_IN_SERVICE, "repaired: C1, as errata_c6_workaround chooses"));
    }

    @Override
    protected String asIs() {
        return "VIOLATED  the timer that would end the service is what is kept back (P6)";
    }

    @Override
    protected boolean hasClock() {
        return true;
    }

    @Override
    public ClosedSystem build(Settings settings) {
        OneTimer xen = new OneTimer(settings, 1, 2);
        calibrate(settings, xen.machine, xen.softirq);
        Word inService = xen.machine.word("guest's interrupt in service", 1, 1);
        Timer eoiTimer = xen.timers.initTimer("irq_guest_eoi_timer_fn", 0, () -> inService.store(0));
        boolean beats = settings.changes().has(Change.BROADCAST_BEATS_GUESTS);
        OneVector2026 vector =
                new OneVector2026(xen.machine, 1, (state, cpu) -> beats || state.get(inService.field()) == 0);
        HpetMsi2026 hpet = new HpetMsi2026(xen.machine, xen.softirq, xen.apic, xen.timers.timerDeadline(), 1, vector);
        boolean lightly = settings.changes().has(Change.SLEEPS_LIGHTLY_IN_SERVICE);
        IdleLoop2026 idleLoop = xen.idleLoop(
                null, lightly ? null : hpet, lightly ? SleepState.C1_MWAIT : SleepState.C3, AcpiProcessorIdle2026::new);
        xen.machine.boot(0, true, xen.machine.procedure("idle", () -> {
            xen.timers.setTimer(eoiTimer, Instant.nowPlus(1));
            idleLoop.procedure().call();
        }));
        return xen.system(
                        "one CPU, which has taken a guest's interrupt that the guest has not ended yet, nor ever does, and"
                                + " idles; the timer that ends it by force is a tick ahead")
                .bound(
                        "an interrupt that is kept back waits in the HPET, not in the local APIC, which is the same here")
                .sometimesAsleep(0)
                .close();
    }
}
