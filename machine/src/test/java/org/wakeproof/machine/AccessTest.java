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
        breach(Violation.RACE, () -> writtenUnder.store(1));
    }

    @Test
    void nobodyChangesWhatIsFixed() {
        assertThat(fixed.load()).isEqualTo(2);
        breach(Violation.RACE, () -> fixed.store(2));
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
}
