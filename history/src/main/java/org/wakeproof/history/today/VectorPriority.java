// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.today;

import org.wakeproof.cpuidle.y2026.AcpiProcessorIdle2026;
import org.wakeproof.cpuidle.y2026.IdleLoop2026;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.hpet.HpetBroadcast.Mode;
import org.wakeproof.hpet.history.ShortLockBroadcast;
import org.wakeproof.hpet.y2026.HpetMsi2026;
import org.wakeproof.hpet.y2026.OneVector2026;
import org.wakeproof.hpet.y2026.OwnVectors2026;
import org.wakeproof.machine.HpetComparator;
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
                new Bug(
                        Change.VECTOR_FOR_EACH_CHANNEL,
                        "before 8ef32772b5: either vector may be the higher one, as they were handed out"),
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
        boolean own = settings.changes().has(Change.VECTOR_FOR_EACH_CHANNEL);
        boolean above = settings.changes().has(Change.BROADCAST_BEATS_GUESTS);
        Word beats = xen.machine.word("the HPET's vector is above the guest's", 1, above ? 1 : 0);
        ShortLockBroadcast hpet = hpet(own, xen, inService, beats);
        boolean lightly = settings.changes().has(Change.SLEEPS_LIGHTLY_IN_SERVICE);
        IdleLoop2026 idleLoop = xen.idleLoop(
                null, lightly ? null : hpet, lightly ? SleepState.C1_MWAIT : SleepState.C3, AcpiProcessorIdle2026::new);
        xen.machine.boot(0, true, xen.machine.procedure("idle", () -> {
            if (own) {
                beats.store(xen.machine.choose("the HPET's vector is above the guest's", 2));
            }
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

    /** With one channel; its vector is delivered unless one that beats it is in service. */
    private static ShortLockBroadcast hpet(boolean own, OneTimer xen, Word inService, Word beats) {
        HpetComparator.Routing isOpen =
                (state, cpu) -> state.get(beats.field()) != 0 || state.get(inService.field()) == 0;
        return own
                ? new ShortLockBroadcast(
                        xen.machine,
                        xen.softirq,
                        xen.apic,
                        xen.timers.timerDeadline(),
                        Mode.MSI_SHARED,
                        1,
                        new OwnVectors2026(xen.machine, isOpen))
                : new HpetMsi2026(
                        xen.machine,
                        xen.softirq,
                        xen.apic,
                        xen.timers.timerDeadline(),
                        1,
                        new OneVector2026(xen.machine, 1, isOpen));
    }
}
