// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import java.util.Map;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.hpet.HpetBroadcast;
import org.wakeproof.hpet.history.MistakesEqualityForTime;
import org.wakeproof.hpet.history.OwnDeadlines;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Settings;

/** F26: the HPET's counter reaches the comparator while that is being written. */
final class NearMiss extends HistoricScenario {
    private static final int SLEEPER = 1;

    NearMiss() {
        super(
                "near-miss",
                "the HPET's comparator is set too late: is the CPU told that sets it?",
                new Bug(
                        Change.MISTAKES_EQUALITY_FOR_TIME,
                        "a counter that has reached the comparator is in time (F26)"));
    }

    /** Without it the counter never reaches what is being written. */
    @Override
    public Map<String, String> defaults() {
        return Map.of(SAMPLE_AGE, "1");
    }

    @Override
    protected boolean hasClock() {
        return true;
    }

    @Override
    public ClosedSystem build(Settings settings) {
        DeepSleepers sleepers = new DeepSleepers(settings, 2, 3);
        HpetBroadcast broadcast = settings.changes().has(Change.MISTAKES_EQUALITY_FOR_TIME)
                ? new MistakesEqualityForTime(
                        sleepers.machine(), sleepers.softirq(), sleepers.apic(), sleepers.timerDeadline())
                : new OwnDeadlines(sleepers.machine(), sleepers.softirq(), sleepers.apic(), sleepers.timerDeadline());
        sleepers.busy(0);
        sleepers.sleepsOnce(SLEEPER, broadcast, 1);
        return sleepers.system("CPU1 sleeps once in C3, for 1 tick; CPU0 is busy and takes the HPET's interrupt")
                .bound("the counter does not wrap: what it has passed it never matches")
                .sometimesAsleep(SLEEPER)
                .close();
    }
}
