// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.today;

import org.wakeproof.cpuidle.y2026.AcpiProcessorIdle2026;
import org.wakeproof.cpuidle.y2026.IdleLoop2026;
import org.wakeproof.cpuidle.y2026.LimitedIdle2026;
import org.wakeproof.cpuidle.y2026.LooksAgainAtLimit;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.history.system.SmallSystem;
import org.wakeproof.hpet.y2026.EnterMindsDisable;
import org.wakeproof.hpet.y2026.Hpet2026;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.Word;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Settings;
import org.wakeproof.softirq.Timer;
import org.wakeproof.softirq.Timers;
import org.wakeproof.softirq.y2026.Apic2026;
import org.wakeproof.softirq.y2026.Softirq2026;

/** P8: the legacy broadcast is switched off between the choice of a C-state and the sleep. */
final class RtcBroadcast extends CalibratedScenario {
    private static final int SLEEPER = 1;

    RtcBroadcast() {
        super(
                "rtc-broadcast",
                "the HPET's legacy broadcast ends while a CPU goes to sleep: does it wake?",
                "HOLDS     late, by a second at most",
                Bug.harmless(Change.LOOKS_AGAIN_AT_LIMIT, "repaired"),
                new Bug(Change.ENTER_MINDS_DISABLE, "no repair: the state stops the LAPIC timer all the same"),
                Bug.harmless(Change.KEEPS_BROADCAST, "with hpet=broadcast the RTC does not matter"));
    }

    @Override
    protected String asIs() {
        return "VIOLATED  the CPU sleeps in C3 with nothing to wake it (P8)";
    }

    @Override
    protected boolean hasClock() {
        return true;
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Machine machine = SmallSystem.machine(settings, 2, 2);
        Softirq2026 softirq = new Softirq2026(machine);
        Apic2026 apic = new Apic2026(machine, softirq);
        Timers timers = new Timers(machine, softirq, apic, new Timers.Parameters(0, 1, 1, 1, true));
        Timer timer = timers.initTimer("single-shot", SLEEPER, () -> {});
        Hpet2026 hpet = settings.changes().has(Change.ENTER_MINDS_DISABLE)
                ? new EnterMindsDisable(machine, softirq, apic, timers.timerDeadline())
                : new Hpet2026(machine, softirq, apic, timers.timerDeadline());
        calibrate(settings, machine, softirq);
        Word maxUsableCstate =
                machine.word("max_usable_cstate", 3, 3).shownAs(state -> state == 3 ? "any" : "C" + state);
        IdleLoop2026 idleLoop = new IdleLoop2026(machine, softirq, null);
        AcpiProcessorIdle2026.Parts parts = new AcpiProcessorIdle2026.Parts(
                machine,
                softirq,
                null,
                idleLoop,
                hpet,
                null,
                () -> machine.cpu().sleep(SleepState.C3));
        idleLoop.installPmIdle(
                settings.changes().has(Change.LOOKS_AGAIN_AT_LIMIT)
                        ? new LooksAgainAtLimit(parts, maxUsableCstate)
                        : new LimitedIdle2026(parts, maxUsableCstate));
        boolean forced = settings.changes().has(Change.KEEPS_BROADCAST);
        machine.boot(0, true, machine.procedure("dom0 enables the RTC", () -> {
            if (!forced) {
                LimitedIdle2026.cpuidleDisableDeepCstate(maxUsableCstate, hpet);
            }
            machine.cpu().stop();
        }));
        machine.boot(SLEEPER, true, machine.procedure("idle", () -> {
            timers.setTimer(timer, Instant.nowPlus(1));
            idleLoop.procedure().call();
        }));
        return new SmallSystem(
                        machine,
                        "CPU1 idles with one deadline, a tick ahead; CPU0 is busy, and dom0 enables the RTC's interrupt once")
                .noLostWakeup(softirq)
                .noMissedDeadline(softirq, timers.timerDeadline())
                .sometimesAsleep(SLEEPER)
                .close();
    }
}
