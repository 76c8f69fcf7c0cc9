// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What CPU0 carries out in one transition: right movers, at most one operation that does not move, then left movers. */
class TransactionTest {
    private final Machine machine = new Machine(2, 2, 0, 1);
    private final SpinLock lock = machine.lock("lock");
    private final SpinLock second = machine.lock("second");
    private final Word x = machine.word("x", 1, 0);
    private final Word own = machine.word("own", 1, 0).ownedBy(0);
    private final Word written = machine.word("written", 1, 0).writtenBy(0);
    private final Word fixed = machine.word("fixed", 1, 0).readOnly();
    private final TimeCell sample =
            machine.time("sample", Instant.zero()).ownedBy(0).sampleOfNow();
    private final TimeCell other =
            machine.time("other", Instant.zero()).ownedBy(0).sampleOfNow();
    private final Running run = Running.of(machine);
    private final Cpu cpu = machine.cpu(0);
    private boolean waitedFor = true;
    private final Transaction transaction = new Transaction(machine, cpu, state -> waitedFor);

    TransactionTest() {
        cpu.disableInterrupts();
    }

    private void begin(Runnable code) {
        Operation operation = run.next(code);
        transaction.begin(operation, false, run);
        operation.apply(run, 0, 0);
        transaction.carriedOut(run, false);
    }

    /** Carries it out, if it may follow. */
    private boolean follows(Runnable code) {
        return follows(code, false);
    }

    private boolean follows(Runnable code, boolean seen) {
        Operation operation = run.next(code);
        if (!transaction.takesIn(operation, seen, run)) {
            return false;
        }
        operation.apply(run, 0, 0);
        transaction.carriedOut(run, false);
        return true;
    }

    @Test
    void rightMoversThenOneThatDoesNotMoveThenLeftMovers() {
        begin(lock::lock);
        assertThat(follows(own::load)).isTrue();
        assertThat(follows(() -> x.store(1))).isTrue();
        assertThat(follows(x::load)).as("a second one").isFalse();
        assertThat(follows(second::lock)).as("a right mover").isFalse();
        assertThat(follows(own::load)).isTrue();
        assertThat(follows(lock::unlock)).isTrue();
        assertThat(follows(() -> x.store(0))).isFalse();
    }

    /** As long as it holds a lock, an urgent clock may be able to tick that would wait for those who wait for the lock. */
    @Test
    void whomUrgentTimeDoesNotWaitForTakesAndReleasesLocksByThemselves() {
        waitedFor = false;
        begin(lock::lock);
        assertThat(follows(lock::unlock)).as("no time is urgent").isTrue();
        machine.clock().urge((state, number) -> false);
        begin(own::load);
        assertThat(follows(lock::lock))
                .as("it moves no more, and so is the one")
                .isTrue();
        assertThat(follows(x::load)).isFalse();
        assertThat(follows(lock::unlock)).isFalse();
        begin(lock::unlock);
        assertThat(follows(x::load)).isFalse();
        waitedFor = true;
        begin(lock::lock);
        assertThat(follows(x::load)).isTrue();
        assertThat(follows(lock::unlock)).isTrue();
    }

    @Test
    void behindALeftMoverNothingElseFollows() {
        begin(lock::lock);
        assertThat(follows(lock::unlock)).isTrue();
        assertThat(follows(x::load)).isFalse();
        assertThat(follows(own::load)).isTrue();
    }

    @Test
    void aSecondLockIsNotTaken() {
        begin(lock::lock);
        assertThat(follows(second::lock)).isFalse();
        transaction.end();
        begin(own::load);
        assertThat(follows(second::lock)).as("it is the first").isTrue();
    }

    @Test
    void whatIsSeenDoesNotMove() {
        begin(own::load);
        assertThat(follows(() -> own.store(1), true)).isTrue();
        assertThat(follows(() -> own.store(0), true)).isFalse();
        transaction.begin(run.next(() -> own.store(1)), true, run);
        transaction.carriedOut(run, false);
        assertThat(follows(x::load)).isFalse();
    }

    @Test
    void behindAnInterruptOnlyLeftMoversFollow() {
        transaction.beginWithInterrupt();
        assertThat(follows(x::load)).isFalse();
        assertThat(follows(lock::lock)).isFalse();
        assertThat(follows(own::load)).isTrue();
        assertThat(follows(cpu::enableInterrupts)).isTrue();
    }

    @Test
    void whereInterruptsAreOnOnlyWhatIsPureFollows() {
        begin(own::load);
        cpu.enableInterrupts();
        assertThat(follows(own::load)).isFalse();
        assertThat(follows(fixed::load)).isTrue();
        assertThat(follows(machine::fence)).isTrue();
    }

    @Test
    void aTransitionEndsBeforeAChoiceAndBeforeWhatHasToWait() {
        begin(own::load);
        assertThat(follows(() -> machine.choose("way", 2))).isFalse();
        run.on(1);
        lock.lock();
        run.on(0);
        assertThat(follows(lock::lock)).isFalse();
    }

    /** The clock may tick where a sample of now has been forgotten, unless another one is held. */
    @Test
    void forgettingTheLastSampleIsALeftMover() {
        for (boolean holdsAnother : new boolean[] {false, true}) {
            if (holdsAnother) {
                other.sampleNow();
            }
            Operation takes = run.next(sample::sampleNow);
            transaction.begin(takes, false, run);
            takes.apply(run, 0, 0);
            transaction.carriedOut(run, true);
            sample.set(Instant.zero());
            assertThat(follows(x::load)).isEqualTo(holdsAnother);
        }
    }

    @Test
    void aSampleThatIsKeptLetsTheTransitionGoOn() {
        Operation takes = run.next(sample::sampleNow);
        transaction.begin(takes, false, run);
        takes.apply(run, 0, 0);
        transaction.carriedOut(run, true);
        assertThat(follows(x::load)).isTrue();
    }

    @Test
    void whatOperationsThatMoveMayChange() {
        List<String> hidden = Transaction.mayHide(machine).stream()
                .mapToObj(index -> machine.fields().get(index).name())
                .toList();
        assertThat(hidden)
                .containsExactlyInAnyOrder(
                        "lock", "second", "own", "sample", "other", "IF[0]", "IF[1]", "guest[0]", "guest[1]");
        assertThat(follows(written::load)).isTrue();
    }
}
