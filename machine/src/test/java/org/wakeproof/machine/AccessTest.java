// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Declarations of who may touch what, and the rules of locks: a breach is a violation, and what they allow is none. */
class AccessTest {
    private final Machine machine = new Machine(2);
    private final SpinLock lock = machine.lock("lock").tried();
    private final Word owned = machine.word("owned", 3, 0).ownedBy(0);
    private final Word written = machine.word("written", 3, 0).writtenBy(0);
    private final Word guarded = machine.word("guarded", 3, 0).guardedBy(lock);
    private final Word writtenUnder = machine.word("writtenUnder", 3, 0).writtenUnder(lock);
    private final Word fixed = machine.word("fixed", 3, 2).readOnly();
    private final Running run = Running.of(machine);

    private static AbstractThrowableAssert<?, ? extends Throwable> breach(String property, ThrowingCallable code) {
        return assertThatThrownBy(code)
                .isInstanceOfSatisfying(
                        Violation.class,
                        violation -> assertThat(violation.property()).isEqualTo(property));
    }

    @Test
    void onlyTheOwnerTouchesWhatIsOwned() {
        owned.store(1);
        assertThat(owned.load()).isEqualTo(1);
        run.on(1);
        breach(Violation.RACE, owned::load)
                .hasMessageContaining("owned")
                .hasMessageContaining("only CPU0 may touch it");
        breach(Violation.RACE, () -> owned.store(2));
        assertThat(run.value(owned)).isEqualTo(1);
    }

    @Test
    void everybodyReadsWhatOneWrites() {
        written.store(1);
        run.on(1);
        assertThat(written.load()).isEqualTo(1);
        breach(Violation.RACE, () -> written.store(2)).hasMessageContaining("only CPU0 may change it");
        breach(Violation.RACE, () -> written.setBit(1));
    }

    @Test
    void onlyTheHolderTouchesWhatIsGuarded() {
        breach(Violation.RACE, guarded::load).hasMessageContaining("the holder of lock may touch it");
        lock.lock();
        guarded.store(1);
        run.on(1);
        breach(Violation.RACE, guarded::load);
        assertThat(writtenUnder.load()).as("may be read without it").isZero();
        breach(Violation.RACE, () -> writtenUnder.store(1))
                .hasMessage("CPU1 touches writtenUnder, but the holder of lock may change it");
    }

    @Test
    void nobodyChangesWhatIsFixed() {
        assertThat(fixed.load()).isEqualTo(2);
        breach(Violation.RACE, () -> fixed.store(2)).hasMessageEndingWith("but it is fixed in this system");
    }

    @Test
    void aValueOutOfRangeIsNotStored() {
        breach(Violation.RANGE, () -> owned.store(4));
        breach(Violation.RANGE, () -> owned.addReturn(-1));
        assertThat(run.value(owned)).isZero();
    }

    @Test
    void aLockIsTakenOnceAndReleasedByItsHolder() {
        lock.lock();
        breach(Violation.LOCKING, lock::lock);
        run.on(1);
        assertThat(run.waits(lock::lock)).isTrue();
        assertThat(lock.tryLock()).isFalse();
        breach(Violation.LOCKING, lock::unlock);
        run.on(0);
        lock.unlock();
        run.on(1);
        assertThat(run.waits(lock::lock)).isFalse();
    }

    @Test
    void nobodySleepsWithALockHeld() {
        lock.lock();
        breach(Violation.LOCKING, () -> machine.cpu().sleep(SleepState.C3)).hasMessageContaining("while it holds lock");
    }

    @Test
    void addingBreaksTheRangeUnlessItWrapsOrSaturates() {
        Machine other = new Machine(1);
        Word wrapping = other.word("wrapping", 3, 3).wrapping();
        Word saturating = other.word("saturating", 3, 1).saturating();
        Running.of(other);
        assertThat(wrapping.addReturn(2)).isEqualTo(1);
        assertThat(wrapping.addReturn(-2)).isEqualTo(3);
        assertThat(saturating.addReturn(-2)).isZero();
        assertThat(saturating.addReturn(3)).isEqualTo(3);
        breach(Violation.RANGE, () -> saturating.addReturn(1))
                .hasMessage("saturating is declared to hold 0..3, but 4 is written");
    }

    /** As the CPU of a timer that was killed. */
    @Test
    void whatNoLockGuardsAnyMoreIsNobodys() {
        Machine other = new Machine(2);
        PerCpu<SpinLock> locks = other.perCpu(cpu -> other.lock("lock" + cpu));
        Word selector = other.word("selector", 2, 1);
        selector.writtenUnder(selector, locks);
        Word inside = other.word("inside", 1, 0).guardedBy(selector, locks);
        Running.of(other);
        locks.of(0).lock();
        locks.of(1).lock();
        selector.store(2);
        assertThat(selector.load()).isEqualTo(2);
        breach(Violation.RACE, inside::load);
        breach(Violation.RACE, () -> selector.store(1));
    }

    @Test
    void whatALockGuardsThatACellSelectsIsItsHoldersOwn() {
        Machine other = new Machine(2);
        PerCpu<SpinLock> locks = other.perCpu(cpu -> other.lock("lock" + cpu));
        Word selector = other.word("selector", 1, 1);
        Word inside = other.word("inside", 1, 0).guardedBy(selector, locks);
        Word seen = other.word("seen", 1, 0).writtenUnder(selector, locks);
        TimeCell time = other.time("time", Instant.zero()).guardedBy(selector, locks);
        Running running = Running.of(other);
        locks.of(0).lock();
        breach(Violation.RACE, inside::load)
                .hasMessage("CPU0 touches inside, but the holder of the lock that selector selects may touch it");
        breach(Violation.RACE, time::isZero);
        assertThat(seen.load()).isZero();
        breach(Violation.RACE, () -> seen.store(1))
                .hasMessage("CPU0 touches seen, but the holder of the lock that selector selects may change it");
        locks.of(1).lock();
        inside.store(1);
        seen.store(1);
        assertThat(time.isZero()).isTrue();
        // Others may change what is selected; whoever does could as well have done so before.
        assertThat(inside.reading(running, 0)).isEqualTo(Mover.RIGHT);
        assertThat(inside.writing(running, 0)).isEqualTo(Mover.RIGHT);
        assertThat(seen.reading(running, 0)).isEqualTo(Mover.NEITHER);
        assertThat(inside.reading(running, 1)).isEqualTo(Mover.NEITHER);
    }

    @Test
    void aCellThatSelectsItsOwnLockIsSteadyForItsHolder() {
        Machine other = new Machine(2);
        PerCpu<SpinLock> locks = other.perCpu(cpu -> other.lock("lock" + cpu));
        Word owner = other.word("owner", 1, 0);
        owner.guardedBy(owner, locks);
        Word fixedSelector = other.word("fixedSelector", 1, 0).readOnly();
        Word beside = other.word("beside", 1, 0).guardedBy(fixedSelector, locks);
        Running running = Running.of(other);
        assertThat(owner.reading(running, 0)).isEqualTo(Mover.NEITHER);
        locks.of(0).lock();
        assertThat(owner.reading(running, 0)).isEqualTo(Mover.BOTH);
        assertThat(beside.writing(running, 0)).isEqualTo(Mover.BOTH);
        owner.store(1);
        assertThat(owner.reading(running, 0)).as("its lock is another one now").isEqualTo(Mover.NEITHER);
    }

    @Test
    void whatARunnerOwnsIsItsOwnWhileNobodyElseRunsIt() {
        Machine other = new Machine(2);
        PerCpu<Word> running = other.perCpu(cpu -> other.word("running" + cpu, 2, 0));
        Word registers = other.word("registers", 1, 0).ownedByRunner(running, 2);
        Running state = Running.of(other);
        breach(Violation.RACE, registers::load)
                .hasMessage("CPU0 touches registers, but only one CPU may run it, and only that may touch it");
        running.of(0).store(2);
        registers.store(1);
        assertThat(registers.writing(state, 0)).isEqualTo(Mover.RIGHT);
        running.of(1).store(2);
        breach(Violation.RACE, registers::load);
    }

    @Test
    void aReaderWantsToSeeWhatIsNotable() {
        Machine other = new Machine(1);
        Word seen = other.word("seen", 1, 0).notable();
        Word plain = other.word("plain", 1, 0);
        Running running = Running.of(other);
        assertThat(running.next(seen::load).isNotable()).isTrue();
        assertThat(running.next(plain::load).isNotable()).isFalse();
        assertThat(running.next(() -> plain.store(1)).isNotable()).isFalse();
    }

    @Test
    void aRegisterThatTheClockReadsIsItsCpusOwnOnlyWhileTheClockWaits() {
        Machine other = new Machine(1, 2, 0, 1);
        TimeCell sample = other.time("sample", Instant.zero()).ownedBy(0).sampleOfNow();
        LocalApicTimer timer = new LocalApicTimer(other, other.vector("timer", () -> {}));
        Running running = Running.of(other);
        assertThat(timer.mask(0).writing(running, 0)).isEqualTo(Mover.NEITHER);
        assertThat(timer.count(0).writing(running, 0)).isEqualTo(Mover.NEITHER);
        sample.sampleNow();
        assertThat(timer.mask(0).writing(running, 0)).isEqualTo(Mover.BOTH);
        assertThat(timer.count(0).writing(running, 0)).isEqualTo(Mover.BOTH);
    }

    /** A device writes to memory as a store does: to what is nobody's own, and within its range. */
    @Test
    void aDeviceTouchesNothingThatIsDeclaredForCpus() {
        State device = new DeviceView(run, "nic");
        breach(Violation.RACE, () -> device.set(owned.field(), 1))
                .hasMessage("nic touches owned, but only CPU0 may touch it");
        breach(Violation.RACE, () -> device.set(lock.field(), 1)).hasMessage("nic touches lock, which is a lock");
        assertThat(device.get(fixed.field())).isEqualTo(2);
    }

    @Test
    void theIrqFormsOfALockTurnInterruptsOffBeforeAndOnBehind() {
        Cpu cpu = machine.cpu(0);
        lock.lockIrq();
        assertThat(cpu.interruptsEnabled(run)).isFalse();
        assertThat(lock.isHeldBy(run, 0)).isTrue();
        lock.unlockIrq();
        assertThat(cpu.interruptsEnabled(run)).isTrue();
        assertThat(lock.isHeldBy(run, 0)).isFalse();
        for (boolean enabled : new boolean[] {true, false}) {
            boolean flags = lock.lockIrqsave();
            assertThat(flags).isEqualTo(enabled);
            assertThat(cpu.interruptsEnabled(run)).isFalse();
            lock.unlockIrqrestore(flags);
            assertThat(cpu.interruptsEnabled(run)).isEqualTo(enabled);
            assertThat(lock.isHeldBy(run, 0)).isFalse();
            cpu.disableInterrupts();
        }
    }
}
