// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.today;

import org.wakeproof.cpuidle.y2026.IdleLoop2026;
import org.wakeproof.cpuidle.y2026.LimitedIdle2026;
import org.wakeproof.cpuidle.y2026.LooksAgainAtLimit;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.hpet.y2026.EnterMindsDisable;
import org.wakeproof.hpet.y2026.Hpet2026;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.Word;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Settings;
import org.wakeproof.softirq.Timer;

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
                Bug.harmless(Change.KEEPS_BROADCAST, "before d09486dba3, and with hpet=broadcast: it never ends"));
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
        OneTimer xen = new OneTimer(settings, 2, 2);
        Timer timer = xen.timers.initTimer("single-shot", SLEEPER, () -> {});
        Hpet2026 hpet = settings.changes().has(Change.ENTER_MINDS_DISABLE)
                ? new EnterMindsDisable(xen.machine, xen.softirq, xen.apic, xen.timers.timerDeadline())
                : new Hpet2026(xen.machine, xen.softirq, xen.apic, xen.timers.timerDeadline());
        calibrate(settings, xen.machine, xen.softirq);
        Word maxUsableCstate =
                xen.machine.word("max_usable_cstate", 3, 3).shownAs(state -> state == 3 ? "any" : "C" + state);
        boolean looksAgain = settings.changes().has(Change.LOOKS_AGAIN_AT_LIMIT);
        IdleLoop2026 idleLoop = xen.idleLoop(
                null,
                hpet,
                SleepState.C3,
                parts -> looksAgain
                        ? new LooksAgainAtLimit(parts, maxUsableCstate)
                        : new LimitedIdle2026(parts, maxUsableCstate));
        boolean forced = settings.changes().has(Change.KEEPS_BROADCAST);
        xen.machine.boot(0, true, xen.machine.procedure("dom0 enables the RTC", () -> {
            if (!forced) {
                LimitedIdle2026.cpuidleDisableDeepCstate(maxUsableCstate, hpet);
            }
            xen.machine.cpu().stop();
        }));
        xen.machine.boot(SLEEPER, true, xen.machine.procedure("idle", () -> {
            xen.timers.setTimer(timer, Instant.nowPlus(1));
            idleLoop.procedure().call();
        }));
        return xen.system(
                        "CPU1 idles with one deadline, a tick ahead; CPU0 is busy, and dom0 enables the RTC's interrupt once")
                .sometimesAsleep(SLEEPER)
                .close();
    }
}
