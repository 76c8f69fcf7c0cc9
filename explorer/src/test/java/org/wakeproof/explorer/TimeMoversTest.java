// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.wakeproof.explorer.BothWays.assertHolds;
import static org.wakeproof.explorer.BothWays.assertViolated;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.machine.HpetComparator;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Violation;
import org.wakeproof.machine.Word;

/** Operations on times between which the clock may tick, or may not: that cannot be moved from the one to the other. */
class TimeMoversTest {
    /** How CPU0 lets a sample of now go, for which the clock waits. */
    private enum LetsGo {
        /** It does not. */
        NOT_AT_ALL,
        SET_TO_ZERO,
        SET_TO_NEVER,
        SET_AHEAD,
        COPIED_FROM_AHEAD,
        COPIED_AND_ADDED,
        /** Its procedure returns. */
        FORGOTTEN
    }

    /**
     * CPU0 finds that a deadline, one tick ahead, is not over, and then whether the interrupt of that very tick has been
     * taken by CPU1. That can be where it has let the sample go in between, and holds no other.
     */
    private static Machine tickBehindASample(LetsGo how, boolean holdsAnother, int maxSampleAge) {
        Machine machine = new Machine(2, 2, maxSampleAge, maxSampleAge + 1);
        Word y = machine.word("y", 1, 0);
        TimeCell deadline = machine.time("deadline", Instant.nowPlus(1)).ownedBy(0);
        TimeCell sample = machine.time("sample", Instant.zero()).ownedBy(0).sampleOfNow();
        TimeCell other = machine.time("other", Instant.zero()).ownedBy(0).sampleOfNow();
        TimeCell[] forgotten = new TimeCell[1];
        Procedure look =
                machine.function("look", () -> compare(how == LetsGo.FORGOTTEN ? forgotten[0] : sample, deadline));
        forgotten[0] = look.timeVariable("now").of(0).sampleOfNow();
        Vector vector = machine.vector("hpet", () -> y.store(1));
        HpetComparator comparator = new HpetComparator(machine, "hpet", (state, cpu) -> cpu == 1, vector);
        machine.boot(0, false, machine.procedure("main", () -> {
            y.load();
            if (holdsAnother) {
                other.sampleNow();
            }
            boolean isAhead = look.call() != 0;
            letGo(how, sample, deadline);
            boolean taken = y.load() == 1;
            machine.bugOn(isAhead && taken, "the tick came behind the sample");
        }));
        machine.boot(
                1, true, machine.procedure("handler", () -> comparator.match().set(Instant.nowPlus(1))));
        machine.seal();
        return machine;
    }

    private static int compare(TimeCell sample, TimeCell deadline) {
        sample.sampleNow();
        return sample.isBefore(deadline) ? 1 : 0;
    }

    private static void letGo(LetsGo how, TimeCell sample, TimeCell deadline) {
        switch (how) {
            case SET_TO_ZERO -> sample.set(Instant.zero());
            case SET_TO_NEVER -> sample.set(Instant.never());
            case SET_AHEAD -> sample.set(Instant.nowPlus(1));
            case COPIED_FROM_AHEAD -> sample.copyFrom(deadline);
            case COPIED_AND_ADDED -> sample.copyFrom(deadline, 1);
            case NOT_AT_ALL, FORGOTTEN -> {}
        }
    }

    @ParameterizedTest
    @EnumSource
    void theClockGoesOnOnceTheSampleIsLetGo(LetsGo how) {
        if (how == LetsGo.NOT_AT_ALL) {
            assertHolds(tickBehindASample(how, false, 0));
        } else {
            assertViolated(Violation.ASSERTION, tickBehindASample(how, false, 0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void butNotWhileAnotherOneIsHeld(LetsGo how) {
        assertHolds(tickBehindASample(how, true, 0));
    }

    /** A sample that may grow a tick old does not stop this tick. */
    @ParameterizedTest
    @EnumSource
    void samplesMayAge(LetsGo how) {
        assertViolated(Violation.ASSERTION, tickBehindASample(how, false, 1));
        assertViolated(Violation.ASSERTION, tickBehindASample(how, true, 1));
    }

    /** What CPU0 works out of two times, of which one is long over and the other is now, or will be soon. */
    private enum Looks {
        COMPARED,
        SUBTRACTED,
        SUBTRACTED_FROM_NEVER
    }

    /**
     * CPU0 says that it is in phase 1, looks at two times, and then whether CPU1 has had an interrupt in phase 1. Once
     * the tick of that interrupt has passed, both are long over, and no longer told apart.
     */
    @ParameterizedTest
    @EnumSource
    void whatIsLongOverIsNotToldApart(Looks how) {
        Machine machine = new Machine(2, 2, 0, 1);
        Word phase = machine.word("phase", 1, 0);
        Word interrupted = machine.word("interrupted", 1, 0);
        TimeCell past = machine.time("past", Instant.nowPlus(-1)).ownedBy(0);
        TimeCell now = machine.time("now", Instant.now()).ownedBy(0);
        TimeCell never = machine.time("never", Instant.never()).ownedBy(0);
        interruptInPhaseOne(machine, phase, interrupted);
        machine.boot(0, false, machine.procedure("main", () -> {
            phase.store(1);
            boolean same = switch (how) {
                case COMPARED -> !past.isBefore(now);
                case SUBTRACTED -> now.minus(past) == 0;
                // It is the number of now, as never stays the same.
                case SUBTRACTED_FROM_NEVER -> now.minus(never) < -3;
            };
            machine.bugOn(same && interrupted.load() == 1, "the tick came in between");
        }));
        machine.seal();
        assertViolated(Violation.ASSERTION, machine);
    }

    /** The special times do not age, and neither do equal times come apart: nothing is lost by looking early. */
    @ParameterizedTest
    @CsvSource({"false, false", "false, true", "true, false"})
    void whatDoesNotChangeIsMoved(boolean zero, boolean never) {
        Machine machine = new Machine(2, 2, 0, 1);
        Word phase = machine.word("phase", 1, 0);
        Word interrupted = machine.word("interrupted", 1, 0);
        TimeCell now = machine.time("now", Instant.now()).ownedBy(0);
        TimeCell other = machine.time("other", zero ? Instant.zero() : never ? Instant.never() : Instant.now())
                .ownedBy(0);
        interruptInPhaseOne(machine, phase, interrupted);
        machine.boot(0, false, machine.procedure("main", () -> {
            phase.store(1);
            boolean before = now.isBefore(other);
            boolean after = other.isBefore(now);
            machine.bugOn(before != never || after != zero, "it is as before");
        }));
        machine.seal();
        assertHolds(machine);
    }

    /** One that is long over counts from now when something is added to it; one that is not counts from itself. */
    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void whatIsAddedToTheLongAgo(int ahead) {
        Machine machine = new Machine(2, 3, 0, 1);
        Word phase = machine.word("phase", 1, 0);
        Word interrupted = machine.word("interrupted", 1, 0);
        TimeCell time = machine.time("time", Instant.nowPlus(ahead)).ownedBy(0);
        TimeCell sum = machine.time("sum", Instant.zero()).ownedBy(0);
        interruptInPhaseOne(machine, phase, interrupted);
        machine.boot(0, false, machine.procedure("main", () -> {
            phase.store(1);
            sum.copyFrom(time, 1);
            boolean inBetween = interrupted.load() == 1;
            machine.bugOn(inBetween && sum.minusNow() == ahead + 1, "added behind the tick");
        }));
        machine.seal();
        if (ahead < 0) {
            assertViolated(Violation.ASSERTION, machine);
        } else {
            assertHolds(machine);
        }
    }

    private static void interruptInPhaseOne(Machine machine, Word phase, Word interrupted) {
        Vector vector = machine.vector("hpet", () -> {
            if (phase.load() == 1) {
                interrupted.store(1);
            }
        });
        HpetComparator comparator = new HpetComparator(machine, "hpet", (state, cpu) -> cpu == 1, vector);
        machine.boot(
                1, true, machine.procedure("handler", () -> comparator.match().set(Instant.nowPlus(1))));
    }

    /** What is stored as a time from now is another time a tick later; 0 and never are not. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTimeFromNowIsStoredAtItsMoment(boolean special) {
        Machine machine = new Machine(2, 2, 0, 1);
        Word phase = machine.word("phase", 1, 0);
        Word interrupted = machine.word("interrupted", 1, 0);
        PerCpu<TimeCell> deadline = machine.perCpu(
                cpu -> machine.time("deadline" + cpu, Instant.zero()).ownedBy(cpu));
        interruptInPhaseOne(machine, phase, interrupted);
        machine.boot(0, false, machine.procedure("main", () -> {
            phase.store(1);
            deadline.own().set(special ? Instant.never() : Instant.nowPlus(1));
            boolean inBetween = interrupted.load() == 1;
            machine.bugOn(inBetween && deadline.own().minusNow() == 1, "stored behind the tick");
        }));
        machine.seal();
        if (special) {
            assertHolds(machine);
        } else {
            assertViolated(Violation.ASSERTION, machine);
        }
    }
}
