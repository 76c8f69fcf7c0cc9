// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.today;

import java.util.Map;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.history.system.DeepSleepers;
import org.wakeproof.history.system.HistoricScenario;
import org.wakeproof.hpet.y2026.ForgetsToRearm2026;
import org.wakeproof.hpet.y2026.Hpet2026;
import org.wakeproof.machine.Clock;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.softirq.y2026.Apic2026;
import org.wakeproof.softirq.y2026.Softirq2026;

/** P15: the HPET's handler sets the comparator anew by a sample of the time before its scan. */
final class ScanTime extends HistoricScenario {
    ScanTime() {
        super(
                "scan-time",
                "the HPET's handler counts time from before its scan: is a timer lost?",
                new Bug(Change.HANDLER_FORGETS_TO_REARM, "the handler leaves the comparator as it is (M9)"),
                Bug.harmless(Change.ONLY_SCANS_TAKE_TIME, "late by two scans at most"));
    }

    @Override
    protected boolean hasClock() {
        return true;
    }

    @Override
    public Map<String, String> defaults() {
        return Map.of(SAMPLE_AGE, "1");
    }

    @Override
    public ClosedSystem build(Settings settings) {
        boolean onlyScans = settings.changes().has(Change.ONLY_SCANS_TAKE_TIME);
        int twoScans = 2 * settings.sampleAge();
        Machine machine =
                onlyScans ? SmallSystem.machine(settings, 3, 4, twoScans + 1) : SmallSystem.machine(settings, 3, 4);
        Softirq2026 softirq = new Softirq2026(machine);
        Apic2026[] apic = new Apic2026[1];
        DeepSleepers sleepers =
                new DeepSleepers(machine, softirq, (wired, raised) -> apic[0] = new Apic2026(wired, raised));
        Hpet2026 hpet = settings.changes().has(Change.HANDLER_FORGETS_TO_REARM)
                ? new ForgetsToRearm2026(machine, softirq, apic[0], sleepers.timerDeadline())
                : new Hpet2026(machine, softirq, apic[0], sleepers.timerDeadline());
        // Only the handler, which is CPU0's, takes time.
        TimeCell sample = hpet.sampleOfHandler().of(0);
        machine.clock().urge((state, cpu) -> cpu == 0 && (!onlyScans || state.get(sample.field()) != Clock.ZERO));
        sleepers.busy(0);
        sleepers.sleepsOnce(1, hpet, 1);
        sleepers.sleepsOnce(2, hpet, 2);
        SmallSystem system = sleepers.system(
                        "CPU1 and CPU2 sleep once in C3, for 1 tick and for 2; CPU0 is busy and takes the HPET's"
                                + " interrupt")
                .bound("time passes while CPU0 is in the handler"
                        + (onlyScans ? "'s scan, and where no CPU can act" : ", and where CPU1 and CPU2 cannot act"))
                .sometimesAsleep(1);
        return (onlyScans ? system.lateBy(sleepers.timerDeadline(), twoScans) : system).close();
    }
}
