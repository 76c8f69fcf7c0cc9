// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wakeproof.explorer.BothWays.assertHolds;
import static org.wakeproof.explorer.BothWays.assertViolated;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Violation;
import org.wakeproof.machine.Word;

/** Cells whose owner is told by other cells, which may change: by the lock that one selects, or by who runs something. */
class ChangingOwnersTest {
    /** How the cell that selects a lock is declared. */
    private enum Selector {
        ANYBODYS,
        UNDER_THE_SELECTED_LOCK,
        UNDER_ANOTHER_LOCK
    }

    /** CPU0 works under the selected lock; CPU1 changes which one that is, holding what the declaration asks for. */
    private static Machine selected(Selector how, boolean waitsInTheMiddle) {
        Machine machine = new Machine(2);
        Word x = machine.word("x", 1, 0);
        PerCpu<SpinLock> locks = machine.perCpu(cpu -> machine.lock("lock" + cpu));
        SpinLock other = machine.lock("other");
        Word selector = machine.word("selector", 1, 0);
        if (how == Selector.UNDER_THE_SELECTED_LOCK) {
            selector.writtenUnder(selector, locks);
        } else if (how == Selector.UNDER_ANOTHER_LOCK) {
            selector.writtenUnder(other);
        }
        Word kept = machine.word("kept", 1, 0).guardedBy(selector, locks);
        machine.boot(0, false, machine.procedure("worker", () -> {
            locks.of(0).lock();
            if (selector.load() == 0) {
                x.store(1);
                kept.store(1);
                kept.store(0);
            }
            locks.of(0).unlock();
        }));
        machine.boot(1, false, machine.procedure("mover", () -> {
            if (waitsInTheMiddle) {
                x.awaitValue(1);
            }
            if (how == Selector.UNDER_THE_SELECTED_LOCK) {
                locks.of(0).lock();
            } else if (how == Selector.UNDER_ANOTHER_LOCK) {
                other.lock();
            }
            selector.store(1);
            if (how == Selector.UNDER_THE_SELECTED_LOCK) {
                locks.of(0).unlock();
            } else if (how == Selector.UNDER_ANOTHER_LOCK) {
                other.unlock();
            }
        }));
        machine.seal();
        return machine;
    }

    /** Whoever holds the selected lock can be sure of it only where changing the selection takes that lock, too. */
    @ParameterizedTest
    @EnumSource
    void whatSelectsALockHasToBeProtectedByIt(Selector how) {
        for (boolean waitsInTheMiddle : new boolean[] {false, true}) {
            Machine machine = selected(how, waitsInTheMiddle);
            if (how == Selector.UNDER_THE_SELECTED_LOCK) {
                assertHolds(machine);
            } else {
                assertViolated(Violation.RACE, machine);
            }
        }
    }

    /** Each operation under the selected lock is fused with the others: taking it, working, and releasing it. */
    @Test
    void whatIsProtectedIsReduced() {
        Machine machine = selected(Selector.UNDER_THE_SELECTED_LOCK, false);
        assertThat(stored(machine, true)).isLessThan(stored(machine, false) / 2);
    }

    private static long stored(Machine machine, boolean fused) {
        return new Explorer(
                        machine, List.of(), Options.defaults().withThreads(1).withFusion(fused))
                .run()
                .statistics()
                .stored();
    }

    /** The one who loses the cell still reads it without being checked, as all may read it: what it reads is not settled. */
    @Test
    void readersOfACellThatIsWrittenUnderASelectedLock() {
        Machine machine = new Machine(2);
        Word x = machine.word("x", 2, 0);
        PerCpu<SpinLock> locks = machine.perCpu(cpu -> machine.lock("lock" + cpu));
        Word selector = machine.word("selector", 1, 0);
        Word shown = machine.word("shown", 1, 0).writtenUnder(selector, locks);
        machine.boot(0, false, machine.procedure("reader", () -> {
            locks.of(0).lock();
            x.store(1);
            machine.bugOn(shown.load() == 1, "changed under the reader's lock");
            locks.of(0).unlock();
        }));
        machine.boot(1, false, machine.procedure("writer", () -> {
            x.awaitValue(1);
            selector.store(1);
            locks.of(1).lock();
            shown.store(1);
            locks.of(1).unlock();
        }));
        machine.seal();
        assertViolated(Violation.ASSERTION, machine);
    }

    /** A selector that only one CPU touches, in the middle of what that CPU does; the check of others looks at it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSelectorThatItsOwnerChangesUnseen(boolean changes) {
        Machine machine = new Machine(2);
        Word x = machine.word("x", 1, 0);
        PerCpu<SpinLock> locks = machine.perCpu(cpu -> machine.lock("lock" + cpu));
        Word selector = machine.word("selector", 1, 1).ownedBy(0);
        Word kept = machine.word("kept", 1, 0).guardedBy(selector, locks);
        machine.boot(0, false, machine.procedure("owner", () -> {
            x.store(1);
            if (changes) {
                selector.store(0);
                selector.store(1);
            }
        }));
        machine.boot(1, false, machine.procedure("worker", () -> {
            locks.of(1).lock();
            kept.store(1);
            locks.of(1).unlock();
        }));
        machine.seal();
        if (changes) {
            assertViolated(Violation.RACE, machine);
        } else {
            assertHolds(machine);
        }
    }

    @Test
    void selectorsInACircleAreRefused() {
        Machine machine = new Machine(1);
        PerCpu<SpinLock> locks = machine.perCpu(cpu -> machine.lock("lock" + cpu));
        Word one = machine.word("one", 0, 0);
        Word two = machine.word("two", 0, 0).guardedBy(one, locks);
        one.guardedBy(two, locks);
        machine.boot(0, false, machine.procedure("main", () -> {}));
        assertThatThrownBy(machine::seal)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("one: the cells that select its lock do so in a circle");
    }

    /** What the second CPU does to come to run what the first one runs. */
    private enum Handover {
        /** It does not. */
        NONE,
        /** It starts before the first has stopped, and both touch the cell. */
        TOO_EARLY,
        /** It starts before the first has stopped, but waits with touching the cell; the first does no more. */
        WAITS,
        /** It starts when the first has stopped. */
        IN_TIME
    }

    /** Two CPUs run the same, one after the other; only the runner may touch the register. */
    @ParameterizedTest
    @EnumSource
    void onlyTheRunnerTouchesIt(Handover handover) {
        Machine machine = new Machine(2);
        Word phase = machine.word("phase", 2, 0);
        PerCpu<Word> running = machine.perCpu(
                cpu -> machine.word("running" + cpu, 1, cpu == 0 ? 1 : 0).writtenBy(cpu));
        Word register = machine.word("register", 1, 0).ownedByRunner(running, 1);
        machine.boot(0, false, machine.procedure("first", () -> {
            if (handover == Handover.WAITS) {
                register.store(1);
                phase.store(1);
            } else {
                phase.store(1);
                register.store(1);
            }
            running.of(0).store(0);
            phase.store(2);
        }));
        machine.boot(1, false, machine.procedure("second", () -> {
            if (handover != Handover.NONE) {
                phase.awaitValue(handover == Handover.IN_TIME ? 2 : 1);
                running.of(1).store(1);
                if (handover == Handover.WAITS) {
                    phase.awaitValue(2);
                }
                register.store(0);
            }
        }));
        machine.seal();
        if (handover == Handover.TOO_EARLY) {
            assertViolated(Violation.RACE, machine);
        } else {
            assertHolds(machine);
        }
    }

    /** Who asks for a lock that is another CPU's own breaks the rule by asking: whether it is free is only the owner's business. */
    @Test
    void whoAsksForAnothersLockNeedNotFindItFree() {
        Machine machine = new Machine(2);
        Word x = machine.word("x", 1, 0);
        SpinLock lock = machine.lock("lock").ownedBy(0);
        Procedure round = machine.function("round", () -> {
            x.load();
            lock.unlock();
            lock.lock();
            return Procedure.AGAIN;
        });
        machine.boot(0, false, machine.procedure("owner", () -> {
            lock.lock();
            x.store(1);
            round.repeat();
        }));
        machine.boot(1, false, machine.procedure("asks", () -> {
            x.awaitValue(1);
            lock.lock();
        }));
        machine.seal();
        assertViolated(Violation.RACE, machine);
    }
}
