// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import org.wakeproof.cpuidle.history.ClocksDiffer;
import org.wakeproof.cpuidle.history.InMwait;
import org.wakeproof.cpuidle.history.LooksAtDeadlineOnly;
import org.wakeproof.cpuidle.history.MwaitIdle;
import org.wakeproof.cpuidle.history.ReadsFlagsTwice;
import org.wakeproof.cpuidle.history.TrustsStores;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.hpet.HpetBroadcast;
import org.wakeproof.hpet.HpetBroadcast.Mode;
import org.wakeproof.hpet.history.ShortLockBroadcast;
import org.wakeproof.hpet.history.WakesByStores;
import org.wakeproof.hpet.history.WakesByStoresWithClocksApart;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Word;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Changes;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.history.ElidesInterrupts;
import org.wakeproof.softirq.history.SeesSleepers;

/** F09, F32: the HPET's handler wakes a CPU that sleeps in mwait by a store, or so it thinks. */
final class MwaitBroadcast extends HistoricScenario {
    private static final int CPUS = 2;
    private static final int SLEEPER = 1;
    private static final int HORIZON = 2;

    /** A version of mwait_idle_with_hints. */
    @FunctionalInterface
    private interface Sleep {
        MwaitIdle wire(Machine machine, Softirq softirq, Word cpuidleMwaitFlags, PerCpu<TimeCell> timerDeadline);
    }

    /** A version of the broadcast. */
    @FunctionalInterface
    private interface Waking {
        ShortLockBroadcast wire(
                Machine machine,
                Softirq softirq,
                Apic apic,
                PerCpu<TimeCell> timerDeadline,
                IntUnaryOperator cpuidleWakeupMwait);
    }

    MwaitBroadcast() {
        super(
                "mwait-broadcast",
                "the HPET's handler wakes a CPU in mwait: by a store or an interrupt?",
                new Bug(Change.READS_FLAGS_TWICE, "by neither (F09)"),
                Bug.harmless(Change.LOOKS_AT_DEADLINE_ONLY, "the flags are read once, and the sleeper looks itself"),
                new Bug(
                        Change.FLAG_APART_FROM_STORE,
                        "the store comes when nobody waits for it (F32); no wake-up is lost, though"),
                new Bug(Change.FLAG_APART_WITH_CLOCKS_APART, "the same where clocks differ; none is lost either"),
                new Bug(
                        Change.FLAG_APART_TRUSTING_STORES,
                        "the same without a look at the deadline behind mwait; none is lost either"));
    }

    @Override
    protected boolean hasClock() {
        return true;
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Changes changes = settings.changes();
        Machine machine = SmallSystem.machine(settings, CPUS, HORIZON);
        SmallSystem system;
        if (changes.has(Change.READS_FLAGS_TWICE)) {
            system = interrupted(machine, ReadsFlagsTwice::new);
        } else if (changes.has(Change.LOOKS_AT_DEADLINE_ONLY)) {
            system = interrupted(machine, LooksAtDeadlineOnly::new);
        } else if (changes.has(Change.FLAG_APART_FROM_STORE)) {
            system = elided(machine, MwaitIdle::new, WakesByStores::new);
        } else if (changes.has(Change.FLAG_APART_WITH_CLOCKS_APART)) {
            system = elided(machine, ClocksDiffer::new, WakesByStoresWithClocksApart::new)
                    .bound("CPU1's clock is up to one tick behind when it leaves mwait and the broadcast");
        } else if (changes.has(Change.FLAG_APART_TRUSTING_STORES)) {
            system = elided(machine, TrustsStores::new, WakesByStores::new);
        } else {
            system = inMwait(machine);
        }
        return system.sometimesAsleep(SLEEPER).close();
    }

    /** As of 2010: only the broadcast wakes by stores. */
    private static SmallSystem interrupted(Machine machine, Sleep sleep) {
        DeepSleepers sleepers = new DeepSleepers(machine, Softirq::new);
        Word flags = machine.cpuMask("cpuidle_mwait_flags", 0);
        MwaitIdle idle = sleep.wire(machine, sleepers.softirq(), flags, sleepers.timerDeadline());
        return system(sleepers, broadcast(sleepers, idle, WakesByStores::new), idle::mwaitIdleWithHints);
    }

    /** As from 2014 on: no other interrupt is sent to a sleeper either. */
    private static SmallSystem elided(Machine machine, Sleep sleep, Waking waking) {
        ElidesInterrupts softirq = new ElidesInterrupts(machine);
        DeepSleepers sleepers = new DeepSleepers(machine, wired -> softirq);
        MwaitIdle idle = sleep.wire(machine, softirq, softirq.cpuidleMwaitFlags(), sleepers.timerDeadline());
        return system(sleepers, broadcast(sleepers, idle, waking), idle::mwaitIdleWithHints)
                .and(
                        SLEEPER,
                        softirq.softirqPending(SLEEPER),
                        new Property.Always(
                                "told means told",
                                state -> state.get(idle.mwaitWakeup(SLEEPER).field()) != 0
                                        || idle.monitor(SLEEPER).isTriggered(state),
                                state -> "CPU1 is told by a store, and no longer waits for it"));
    }

    private static ShortLockBroadcast broadcast(DeepSleepers sleepers, MwaitIdle idle, Waking waking) {
        return waking.wire(
                sleepers.machine(),
                sleepers.softirq(),
                sleepers.apic(),
                sleepers.timerDeadline(),
                idle::cpuidleWakeupMwait);
    }

    /** As from July 2025 on. */
    private static SmallSystem inMwait(Machine machine) {
        SeesSleepers softirq = new SeesSleepers(machine);
        DeepSleepers sleepers = new DeepSleepers(machine, wired -> softirq);
        InMwait idle = new InMwait(machine, softirq);
        ShortLockBroadcast broadcast =
                new ShortLockBroadcast(machine, softirq, sleepers.apic(), sleepers.timerDeadline(), Mode.LEGACY, 1);
        return system(sleepers, broadcast, state -> idle.mwaitIdleWithHints(state, false));
    }

    private static SmallSystem system(DeepSleepers sleepers, HpetBroadcast broadcast, Consumer<SleepState> sleep) {
        new OtherInterrupt(sleepers.machine(), SLEEPER, () -> {});
        sleepers.busy(0);
        sleepers.sleepsUntilServed(SLEEPER, broadcast, sleep);
        return sleepers.system(
                "CPU1 sleeps in C3 by mwait until its deadline, 1 tick ahead, has been served; a device may"
                        + " interrupt it once; CPU0 is busy and takes the HPET's interrupt");
    }
}
