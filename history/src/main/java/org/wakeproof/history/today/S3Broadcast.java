// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.today;

import org.wakeproof.cpuidle.y2026.AcpiProcessorIdle2026;
import org.wakeproof.cpuidle.y2026.EnterState2026;
import org.wakeproof.cpuidle.y2026.IdleLoop2026;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.history.system.HistoricScenario;
import org.wakeproof.hpet.y2026.EnablesOnResume;
import org.wakeproof.hpet.y2026.Hpet2026;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.SleepState;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Settings;
import org.wakeproof.softirq.Timer;

/** P1: the legacy channel of the HPET after S3. */
final class S3Broadcast extends HistoricScenario {
    S3Broadcast() {
        super(
                "s3-broadcast",
                "suspend to RAM, then deep sleep by the HPET's legacy channel: does it wake?",
                Bug.harmless(Change.ENABLES_CHANNEL_ON_RESUME, "before April 2026, and repaired"),
                new Bug(
                        Change.RESUME_MINDS_ALLOWED_LIMIT,
                        "and a limit that was lowered for the suspend, which 93acfeb78b no longer minds"));
    }

    @Override
    protected String asIs() {
        return "VIOLATED  the channel stays switched off (P1)";
    }

    @Override
    protected boolean hasClock() {
        return true;
    }

    @Override
    public ClosedSystem build(Settings settings) {
        OneTimer xen = new OneTimer(settings, 1, 2);
        Timer timer = xen.timers.initTimer("single-shot", 0, () -> {});
        Hpet2026 hpet = settings.changes().has(Change.ENABLES_CHANNEL_ON_RESUME)
                ? new EnablesOnResume(xen.machine, xen.softirq, xen.apic, xen.timers.timerDeadline())
                : new Hpet2026(xen.machine, xen.softirq, xen.apic, xen.timers.timerDeadline());
        EnterState2026 power = settings.changes().has(Change.RESUME_MINDS_ALLOWED_LIMIT)
                ? new EnterState2026.MindsAllowedLimit(xen.machine, xen.softirq, xen.apic, hpet)
                : new EnterState2026(xen.machine, xen.softirq, xen.apic, hpet);
        IdleLoop2026 idleLoop = xen.idleLoop(null, hpet, SleepState.C3, AcpiProcessorIdle2026::new);
        xen.machine.boot(0, true, xen.machine.procedure("suspend", () -> {
            xen.timers.setTimer(timer, Instant.nowPlus(1));
            power.enterState();
            idleLoop.procedure().call();
        }));
        return xen.system("one CPU without ARAT, one timer, set before the machine suspends once")
                .sometimesAsleep(0)
                .close();
    }
}
