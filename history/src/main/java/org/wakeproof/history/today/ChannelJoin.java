// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.today;

import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.history.system.DeepSleepers;
import org.wakeproof.hpet.HpetBroadcast.Mode;
import org.wakeproof.hpet.history.KeepsUnusedArmed;
import org.wakeproof.hpet.history.ShortLockBroadcast;
import org.wakeproof.hpet.y2026.ClaimsUnderLock;
import org.wakeproof.hpet.y2026.HpetMsi2026;
import org.wakeproof.hpet.y2026.JoinsUnderLock;
import org.wakeproof.hpet.y2026.OneVector2026;
import org.wakeproof.hpet.y2026.OwnVectors2026;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Word;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Changes;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.softirq.y2026.Apic2026;
import org.wakeproof.softirq.y2026.Softirq2026;

/** P2: a CPU joins a channel of the HPET whose owner is just leaving it. */
final class ChannelJoin extends CalibratedScenario {
    private static final int CPUS = 3;
    private static final int CHANNELS = 2;
    private static final int OWNER = 0;
    private static final int JOINER = 1;
    private static final int OTHER = 2;

    ChannelJoin() {
        super(
                "channel-join",
                "a CPU joins a channel of the HPET whose owner is leaving: is it woken?",
                "HOLDS     late, by a second at most",
                Bug.harmless(Change.JOINS_UNDER_LOCK, "repaired"),
                Bug.harmless(Change.VECTOR_FOR_EACH_CHANNEL, "before 8ef32772b5"),
                Bug.harmless(
                        Change.KEEPS_UNUSED_ARMED,
                        "a vector for each channel, and none is parked: before 24f608dc90, a minute before"),
                new Bug(Change.OWNER_GOES_OFFLINE, "the interrupt goes to nobody"),
                new Bug(
                        Change.CLAIMER_IS_HELD_UP,
                        "it goes to whom it went before, who takes it for another channel's"),
                Bug.harmless(Change.CLAIMS_UNDER_LOCK, "joins-under-lock, and nobody owns what he has not locked"));
    }

    @Override
    protected String asIs() {
        return "VIOLATED  the interrupt is taken for another channel's (P2)";
    }

    @Override
    protected boolean hasClock() {
        return true;
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Machine machine = SmallSystem.machine(settings, CPUS, 2);
        Softirq2026 softirq = new Softirq2026(machine);
        Apic2026[] apic = new Apic2026[1];
        DeepSleepers sleepers =
                new DeepSleepers(machine, softirq, (wired, raised) -> apic[0] = new Apic2026(wired, raised));
        ShortLockBroadcast hpet = hpet(settings.changes(), machine, softirq, apic[0], sleepers);
        calibrate(settings, machine, softirq);
        if (settings.changes().has(Change.CLAIMER_IS_HELD_UP)) {
            return claimed(machine, hpet, sleepers);
        }
        machine.clock().urge((state, cpu) -> false);
        boolean goesOffline = settings.changes().has(Change.OWNER_GOES_OFFLINE);
        Word stage = machine.word("stage", 2, 0);
        machine.boot(OWNER, false, machine.procedure("owner", () -> {
            enter(sleepers, hpet);
            stage.store(1);
            leave(machine, hpet);
            machine.cpu().disableInterrupts();
            if (goesOffline) {
                // Its timers move to another CPU.
                sleepers.timerDeadline().own().set(Instant.zero());
                machine.cpu().stop();
            }
            enter(sleepers, hpet);
            machine.cpu().sleep(SleepState.C3);
            leave(machine, hpet);
            machine.cpu().stop();
        }));
        machine.boot(OTHER, false, machine.procedure("owner of the other channel", () -> {
            stage.awaitValue(1);
            enter(sleepers, hpet);
            stage.store(2);
            leave(machine, hpet);
            machine.cpu().stop();
        }));
        machine.boot(JOINER, false, machine.procedure("joiner", () -> {
            stage.awaitValue(2);
            enter(sleepers, hpet);
            machine.cpu().sleep(SleepState.C3);
            leave(machine, hpet);
            machine.cpu().stop();
        }));
        return sleepers.system(
                        "two channels; CPU0 and CPU2 enter the broadcast and leave it, woken at once by something"
                                + " else; CPU1 enters it and sleeps, and so does CPU0 once more; each with a deadline a tick ahead")
                .bound("time passes only where no CPU can act")
                .sometimesAsleep(JOINER)
                .close();
    }

    /** CPU2 claims its first channel, whose interrupts have gone to CPU0 since boot, and is held up for as long as it takes. */
    private static ClosedSystem claimed(Machine machine, ShortLockBroadcast hpet, DeepSleepers sleepers) {
        machine.clock().urge((state, cpu) -> cpu == OTHER);
        Word stage = machine.word("stage", 1, 0);
        machine.boot(OTHER, false, machine.procedure("claimer", () -> sleepOnce(2, machine, sleepers, hpet)));
        machine.boot(OWNER, false, machine.procedure("owner", () -> {
            enter(sleepers, hpet);
            stage.store(1);
            machine.cpu().enableInterrupts();
            machine.cpu().stop();
        }));
        machine.boot(JOINER, false, machine.procedure("joiner", () -> {
            stage.awaitValue(1);
            sleepOnce(1, machine, sleepers, hpet);
        }));
        return sleepers.system(
                        "two channels; CPU0 enters the broadcast and is woken by something else; CPU1, behind it, sleeps for one tick, and"
                                + " CPU2 for two")
                .bound("time passes only where CPU0 and CPU1 cannot act")
                .sometimesAsleep(JOINER)
                .close();
    }

    private static void sleepOnce(int ticks, Machine machine, DeepSleepers sleepers, ShortLockBroadcast hpet) {
        sleepers.timerDeadline().own().set(Instant.nowPlus(ticks));
        hpet.lapicTimerOff();
        machine.cpu().sleep(SleepState.C3);
        leave(machine, hpet);
        machine.cpu().stop();
    }

    private static void enter(DeepSleepers sleepers, ShortLockBroadcast hpet) {
        sleepers.timerDeadline().own().set(Instant.nowPlus(1));
        hpet.lapicTimerOff();
    }

    private static void leave(Machine machine, ShortLockBroadcast hpet) {
        machine.cpu().enableInterrupts();
        hpet.lapicTimerOn();
    }

    private static ShortLockBroadcast hpet(
            Changes changes, Machine machine, Softirq2026 softirq, Apic2026 apic, DeepSleepers sleepers) {
        PerCpu<TimeCell> deadline = sleepers.timerDeadline();
        if (changes.has(Change.KEEPS_UNUSED_ARMED)) {
            return new KeepsUnusedArmed(
                    machine, softirq, apic, deadline, Mode.MSI_SHARED, CHANNELS, new OwnVectors2026(machine));
        }
        if (changes.has(Change.VECTOR_FOR_EACH_CHANNEL)) {
            return new ShortLockBroadcast(
                    machine, softirq, apic, deadline, Mode.MSI_SHARED, CHANNELS, new OwnVectors2026(machine));
        }
        OneVector2026 vector = new OneVector2026(machine, CHANNELS, (state, cpu) -> true);
        if (changes.has(Change.CLAIMS_UNDER_LOCK)) {
            return new ClaimsUnderLock(machine, softirq, apic, deadline, CHANNELS, vector);
        }
        return changes.has(Change.JOINS_UNDER_LOCK)
                ? new JoinsUnderLock(machine, softirq, apic, deadline, CHANNELS, vector)
                : new HpetMsi2026(machine, softirq, apic, deadline, CHANNELS, vector);
    }
}
