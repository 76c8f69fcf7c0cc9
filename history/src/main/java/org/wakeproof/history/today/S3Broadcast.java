// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.today;

import org.wakeproof.cpuidle.y2026.AcpiProcessorIdle2026;
import org.wakeproof.cpuidle.y2026.EnterState2026;
import org.wakeproof.cpuidle.y2026.IdleLoop2026;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.history.system.HistoricScenario;
import org.wakeproof.history.system.SmallSystem;
import org.wakeproof.hpet.y2026.EnablesOnResume;
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
        Machine machine = SmallSystem.machine(settings, 1, 2);
        Softirq2026 softirq = new Softirq2026(machine);
        Apic2026 apic = new Apic2026(machine, softirq);
        Timers timers = new Timers(machine, softirq, apic, new Timers.Parameters(0, 1, 1, 1, true));
        Timer timer = timers.initTimer("single-shot", 0, () -> {});
        Hpet2026 hpet = settings.changes().has(Change.ENABLES_CHANNEL_ON_RESUME)
                ? new EnablesOnResume(machine, softirq, apic, timers.timerDeadline())
                : new Hpet2026(machine, softirq, apic, timers.timerDeadline());
        EnterState2026 power = settings.changes().has(Change.RESUME_MINDS_ALLOWED_LIMIT)
                ? new EnterState2026.MindsAllowedLimit(machine, softirq, apic, hpet)
                : new EnterState2026(machine, softirq, apic, hpet);
        IdleLoop2026 idleLoop = new IdleLoop2026(machine, softirq, null);
        idleLoop.installPmIdle(new AcpiProcessorIdle2026(new AcpiProcessorIdle2026.Parts(
                machine,
                softirq,
                null,
                idleLoop,
                hpet,
                null,
                () -> machine.cpu().sleep(SleepState.C3))));
        machine.boot(0, true, machine.procedure("suspend", () -> {
            timers.setTimer(timer, Instant.nowPlus(1));
            power.enterState();
            idleLoop.procedure().call();
        }));
        return new SmallSystem(machine, "one CPU without ARAT, one timer, set before the machine suspends once")
                .noLostWakeup(softirq)
                .noMissedDeadline(softirq, timers.timerDeadline())
                .sometimesAsleep(0)
                .close();
    }
}
