// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wakeproof.explorer.BothWays.assertHolds;
import static org.wakeproof.explorer.BothWays.assertViolated;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Word;

/** What has to be so wherever a lock is free: who holds it may break it, and has to put it right before releasing it. */
class WhereFreeTest {
    private static final String NAME = "a is b";

    private static Property.Always equal(Word a, Word b) {
        return new Property.Always(NAME, state -> state.get(a.field()) == state.get(b.field()), state -> "a is not b");
    }

    /** Two cells that are changed one after the other, under a lock or a moment too late. */
    private static final class Pair {
        final Machine machine = new Machine(2);
        final SpinLock lock = machine.lock("lock");
        final Word a = machine.word("a", 1, 0).guardedBy(lock);
        final Word b = machine.word("b", 1, 0).guardedBy(lock);

        Pair(boolean inOneSection) {
            Word seen = machine.word("seen", 1, 0);
            machine.boot(0, false, machine.procedure("main", () -> {
                lock.lock();
                a.store(1);
                if (!inOneSection) {
                    lock.unlock();
                    lock.lock();
                }
                b.store(1);
                lock.unlock();
                seen.store(1);
            }));
            machine.boot(1, false, machine.procedure("other", () -> seen.load()));
            machine.seal();
        }
    }

    @Test
    void whoHoldsTheLockMayBreakIt() {
        Pair pair = new Pair(true);
        assertViolated(NAME, pair.machine, equal(pair.a, pair.b));
        assertHolds(pair.machine, equal(pair.a, pair.b).whereFree(pair.lock));
    }

    @Test
    void butHasToPutItRightBeforeReleasingIt() {
        Pair pair = new Pair(false);
        assertViolated(NAME, pair.machine, equal(pair.a, pair.b).whereFree(pair.lock));
    }

    /** The predicate itself may ask, too; but then every step of the lock and of what it guards is told apart. */
    @Test
    void saysTheSameAsThePredicateThatAsksAndStoresLess() {
        Pair pair = new Pair(true);
        Property.Always asks = new Property.Always(
                NAME,
                state -> state.get(pair.lock.field()) != 0 || state.get(pair.a.field()) == state.get(pair.b.field()),
                state -> "a is not b");
        assertHolds(pair.machine, asks);
        assertThat(stored(pair.machine, equal(pair.a, pair.b).whereFree(pair.lock)))
                .isEqualTo(stored(pair.machine))
                .isLessThan(stored(pair.machine, asks));
    }

    private static long stored(Machine machine, Property... properties) {
        return new Explorer(
                        machine,
                        java.util.List.of(properties),
                        Options.defaults().withThreads(1))
                .run()
                .statistics()
                .stored();
    }

    /** A lock that only one CPU takes is taken and released in the middle of what that CPU does. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLockOfOneOwner(boolean inTime) {
        Machine machine = new Machine(2);
        Word x = machine.word("x", 1, 0);
        SpinLock lock = machine.lock("lock").ownedBy(0);
        Word kept = machine.word("kept", 1, 0).guardedBy(lock);
        machine.boot(0, false, machine.procedure("main", () -> {
            if (inTime) {
                lock.lock();
                kept.store(1);
                x.store(1);
                lock.unlock();
            } else {
                x.store(1);
                lock.lock();
                kept.store(1);
                lock.unlock();
            }
        }));
        machine.boot(1, false, machine.procedure("other", () -> x.load()));
        machine.seal();
        Property.Always property = equal(x, kept).whereFree(lock);
        if (inTime) {
            assertHolds(machine, property);
        } else {
            assertViolated(NAME, machine, property);
        }
    }

    /** One CPU takes the lock, changes what it guards, releases it and breaks the rule, all before others can see. */
    @Test
    void aSectionOfALockOfOneOwnerInFrontOfWhatOthersSee() {
        Machine machine = new Machine(2);
        Word x = machine.word("x", 1, 0);
        SpinLock lock = machine.lock("lock").ownedBy(0);
        Word kept = machine.word("kept", 1, 0).guardedBy(lock);
        machine.boot(0, false, machine.procedure("main", () -> {
            lock.lock();
            kept.store(1);
            lock.unlock();
            x.store(1);
        }));
        machine.boot(1, false, machine.procedure("other", () -> x.load()));
        machine.seal();
        assertViolated(NAME, machine, equal(x, kept).whereFree(lock));
    }

    /** Of another lock than the one that is free: whoever holds that is in the middle of it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatAnotherLockGuards(boolean bothFree) {
        Machine machine = new Machine(2);
        SpinLock one = machine.lock("one");
        SpinLock two = machine.lock("two");
        Word a = machine.word("a", 1, 0).guardedBy(one);
        Word b = machine.word("b", 1, 0).guardedBy(two);
        machine.boot(0, false, machine.procedure("main", () -> {
            two.lock();
            one.lock();
            a.store(1);
            one.unlock();
            b.store(1);
            two.unlock();
        }));
        machine.boot(1, false, machine.procedure("other", () -> {
            one.lock();
            one.unlock();
        }));
        machine.seal();
        if (bothFree) {
            assertHolds(machine, equal(a, b).whereFree(one, two));
        } else {
            assertViolated(NAME, machine, equal(a, b).whereFree(one));
        }
    }

    /** The lock that another cell selects: where the other lock is free, whoever holds this one may be in the middle. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void whatASelectedLockGuards(int free) {
        Machine machine = new Machine(2);
        PerCpu<SpinLock> locks = machine.perCpu(cpu -> machine.lock("lock" + cpu));
        Word selector = machine.word("selector", 1, 1);
        selector.writtenUnder(selector, locks);
        Word a = machine.word("a", 1, 0).guardedBy(selector, locks);
        Word b = machine.word("b", 1, 0).guardedBy(selector, locks);
        machine.boot(0, false, machine.procedure("main", () -> {
            locks.of(1).lock();
            a.store(1);
            b.store(1);
            locks.of(1).unlock();
        }));
        machine.boot(1, false, machine.procedure("other", () -> {
            locks.of(0).lock();
            locks.of(0).unlock();
        }));
        machine.seal();
        if (free == 1) {
            assertHolds(machine, equal(a, b).whereFree(locks.of(1)));
        } else {
            assertViolated(NAME, machine, equal(a, b).whereFree(locks.of(0)));
        }
    }
}
