// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.hpet.HpetBroadcast.Mode;
import org.wakeproof.hpet.history.CallsHandlerAfterRerouting;
import org.wakeproof.hpet.history.EntersMaskLast;
import org.wakeproof.hpet.history.ForgetsNextEventLate;
import org.wakeproof.hpet.history.KeepsUnusedArmed;
import org.wakeproof.hpet.history.MasksWhileRerouting;
import org.wakeproof.hpet.history.ReadsMaskTwice;
import org.wakeproof.hpet.history.ShortLockBroadcast;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Changes;
import org.wakeproof.scenario.Settings;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Softirq;

/** F22, F23 and refactorings of 2010 to 2025: CPUs share a channel whose lock is held for short. */
final class SharedChannel extends HistoricScenario {
    private static final int CPUS = 2;
    private static final int CHANNELS = 1;

    /** A version of hpet.c. */
    @FunctionalInterface
    private interface Version {
        ShortLockBroadcast wire(
                Machine machine, Softirq softirq, Apic apic, PerCpu<TimeCell> timerDeadline, Mode mode, int channels);
    }

    SharedChannel() {
        super(
                "shared-channel",
                "two CPUs sleep on one channel of the HPET: is each woken?",
                new Bug(Change.MASKS_WHILE_REROUTING, "an event while the channel is handed over is missed (F22)"),
                Bug.harmless(
                        Change.CALLS_HANDLER_AFTER_REROUTING, "the same, with the handler called by hand behind it"),
                Bug.harmless(Change.KEEPS_UNUSED_ARMED, "an interrupt too many, before 24f608dc90"),
                new Bug(Change.READS_MASK_TWICE, "the mask becomes empty between two looks at it (F23)"),
                new Bug(Change.FORGETS_NEXT_EVENT_LATE, "who enters during the scan is not seen, nor programs (G1)"),
                new Bug(Change.ENTERS_MASK_LAST, "the handler does not see who has programmed the comparator (G2)"));
    }

    private static Version version(Changes changes) {
        if (changes.has(Change.MASKS_WHILE_REROUTING)) {
            return MasksWhileRerouting::new;
        }
        if (changes.has(Change.CALLS_HANDLER_AFTER_REROUTING)) {
            return CallsHandlerAfterRerouting::new;
        }
        if (changes.has(Change.KEEPS_UNUSED_ARMED)) {
            return KeepsUnusedArmed::new;
        }
        if (changes.has(Change.READS_MASK_TWICE)) {
            return ReadsMaskTwice::new;
        }
        if (changes.has(Change.FORGETS_NEXT_EVENT_LATE)) {
            return ForgetsNextEventLate::new;
        }
        return changes.has(Change.ENTERS_MASK_LAST) ? EntersMaskLast::new : ShortLockBroadcast::new;
    }

    @Override
    protected boolean hasClock() {
        return true;
    }

    @Override
    public ClosedSystem build(Settings settings) {
        DeepSleepers sleepers = new DeepSleepers(settings, CPUS, 2);
        ShortLockBroadcast broadcast = version(settings.changes())
                .wire(
                        sleepers.machine(),
                        sleepers.softirq(),
                        sleepers.apic(),
                        sleepers.timerDeadline(),
                        Mode.MSI_SHARED,
                        CHANNELS);
        for (int cpu = 0; cpu < CPUS; cpu++) {
            sleepers.sleepsOnce(cpu, broadcast, 1 + cpu);
        }
        return sleepers.system("each CPU sleeps once in C3, CPU0 for 1 tick and CPU1 for 2, and then is busy")
                .sometimesAsleep(0)
                .sometimesAsleep(1)
                .close();
    }
}
