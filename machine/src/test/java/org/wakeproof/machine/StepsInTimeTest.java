// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wakeproof.machine.Mover.BOTH;
import static org.wakeproof.machine.Mover.LEFT;
import static org.wakeproof.machine.Mover.NEITHER;
import static org.wakeproof.machine.Mover.RIGHT;
import static org.wakeproof.machine.Steps.NOTHING;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each operation on times by CPU0, whose samples of now the clock waits for at once: words, how it moves, what it may change. */
class StepsInTimeTest {
    private final Machine machine = new Machine(1, 3, 0, 2);
    private final TimeCell deadline = machine.time("deadline", Instant.nowPlus(1));
    private final TimeCell own = machine.time("own", Instant.nowPlus(1)).ownedBy(0);
    private final TimeCell past = machine.time("past", Instant.nowPlus(-1)).ownedBy(0);
    private final TimeCell never = machine.time("never", Instant.never()).ownedBy(0);
    private final TimeCell zero = machine.time("zero", Instant.zero()).ownedBy(0);
    private final TimeCell sample =
            machine.time("sample", Instant.zero()).ownedBy(0).sampleOfNow();
    private final TimeCell other =
            machine.time("other", Instant.zero()).ownedBy(0).sampleOfNow();
    private final HpetComparator hpet =
            new HpetComparator(machine, "hpet", (state, cpu) -> true, machine.vector("vector", () -> {}));
    private final Running run = Running.of(machine);
    private final Steps steps = new Steps(machine, run);

    @Test
    void storesOfTimes() {
        steps.take(() -> own.set(Instant.never()), "W: own = STIME_MAX", BOTH, "own");
        steps.take(() -> own.set(Instant.zero()), "W: own = 0", BOTH, "own");
        steps.take(() -> own.set(Instant.nowPlus(2)), "W: own = NOW() + 2", NEITHER, "own");
        steps.take(() -> own.set(Instant.nextMultiple(2)), "W: own = next multiple of 2", NEITHER, "own");
        steps.take(() -> own.set(Instant.nextMultiple(1)), "W: own = NOW() + 1", NEITHER, "own");
        steps.take(() -> deadline.set(Instant.never()), "W: deadline = STIME_MAX", NEITHER, "deadline");
        steps.take(
                () -> hpet.match().set(Instant.never()), "IO: hpet.comparator = STIME_MAX", NEITHER, "hpet.comparator");
    }

    /** A time from now is the same one while the clock waits. */
    @Test
    void whileTheClockWaitsForASampleTimesDoNotAge() {
        sample.sampleNow();
        steps.take(() -> own.set(Instant.nowPlus(2)), "W: own = NOW() + 2", BOTH, "own");
        steps.take(own::minusNow, "NOW(): own is now+2", BOTH, NOTHING);
        steps.take(() -> own.isBefore(past), "R: own > past", BOTH, NOTHING);
        steps.take(() -> own.minus(past), "R: own - past is 3", BOTH, NOTHING);
        steps.take(() -> own.copyFrom(past, 2), "W: own = past + 2", BOTH, "own");
    }

    /** Taking a sample stops the clock, and letting the last one go lets it tick: neither moves across a tick. */
    @Test
    void samplesMoveByWhatTheyDoToTheClock() {
        steps.take(() -> sample.set(Instant.never()), "W: sample = STIME_MAX", NEITHER, "sample");
        steps.take(() -> sample.set(Instant.zero()), "W: sample = 0", NEITHER, "sample");
        steps.take(sample::sampleNow, "W: sample = NOW()", RIGHT, "sample");
        steps.take(sample::sampleNow, "W: sample = NOW()", BOTH, "sample");
        steps.take(other::sampleNow, "W: other = NOW()", BOTH, "other");
        steps.take(() -> sample.set(Instant.zero()), "W: sample = 0", BOTH, "sample");
        steps.take(() -> sample.set(Instant.nowPlus(1)), "W: sample = NOW() + 1", BOTH, "sample");
        steps.take(() -> other.set(Instant.nowPlus(1)), "W: other = NOW() + 1", LEFT, "other");
        steps.take(() -> other.set(Instant.nextMultiple(2)), "W: other = next multiple of 2", NEITHER, "other");
        steps.take(() -> sample.copyFrom(past), "W: sample = past", RIGHT, "sample");
        steps.take(() -> sample.copyFrom(never), "W: sample = never", LEFT, "sample");
    }

    @Test
    void copiesOfTimes() {
        steps.take(() -> own.copyFrom(past), "W: own = past", BOTH, "own");
        steps.take(() -> own.copyFrom(past, -1), "W: own = past + -1", BOTH, "own");
        steps.take(() -> own.copyFrom(past, 1), "W: own = past + 1", NEITHER, "own");
        steps.take(() -> own.copyFrom(never, 1), "W: own = never + 1", BOTH, "own");
        steps.take(() -> own.copyFrom(zero, 1), "W: own = zero + 1", BOTH, "own");
        steps.take(() -> own.copyFrom(deadline), "W: own = deadline", NEITHER, "own");
        steps.take(() -> deadline.copyFrom(own), "W: deadline = own", NEITHER, "deadline");
        steps.take(() -> hpet.match().copyFrom(own), "IO: hpet.comparator = own", NEITHER, "hpet.comparator");
    }

    @Test
    void comparisonsOfTimes() {
        steps.take(() -> own.isBefore(past), "R: own > past", NEITHER, NOTHING);
        steps.take(() -> past.isBefore(own), "R: past < own", NEITHER, NOTHING);
        steps.take(() -> own.isBefore(own), "R: own = own", BOTH, NOTHING);
        steps.take(() -> own.isBefore(never), "R: own < never", BOTH, NOTHING);
        steps.take(() -> zero.isBefore(own), "R: zero < own", BOTH, NOTHING);
        steps.take(() -> own.isBefore(zero), "R: own > zero", BOTH, NOTHING);
        steps.take(() -> own.isBefore(deadline), "R: own = deadline", NEITHER, NOTHING);
        steps.take(() -> deadline.isBefore(never), "R: deadline < never", NEITHER, NOTHING);
        steps.take(own::isZero, "R: own is not 0 (none)", BOTH, NOTHING);
        steps.take(zero::isZero, "R: zero is 0 (none)", BOTH, NOTHING);
        steps.take(never::isNever, "R: never is STIME_MAX", BOTH, NOTHING);
        steps.take(deadline::isNever, "R: deadline is not STIME_MAX", NEITHER, NOTHING);
    }

    @Test
    void differencesOfTimes() {
        steps.take(own::minusNow, "NOW(): own is now+1", NEITHER, NOTHING);
        steps.take(past::minusNow, "NOW(): past is now-1", NEITHER, NOTHING);
        steps.take(zero::minusNow, "NOW(): zero is 0 (none)", NEITHER, NOTHING);
        steps.take(never::minusNow, "NOW(): never is STIME_MAX", NEITHER, NOTHING);
        steps.take(() -> own.minus(past), "R: own - past is 2", NEITHER, NOTHING);
        steps.take(() -> own.minus(own), "R: own - own is 0", BOTH, NOTHING);
        steps.take(() -> zero.minus(own), "R: zero is 0 (none), or own STIME_MAX", BOTH, NOTHING);
        steps.take(() -> never.minus(own), "R: never is STIME_MAX, or own 0 (none)", BOTH, NOTHING);
        steps.take(() -> own.minus(never), "R: own is 0 (none), or never STIME_MAX", BOTH, NOTHING);
        steps.take(() -> own.minus(zero), "R: own is STIME_MAX, or zero 0 (none)", BOTH, NOTHING);
        own.set(Instant.now());
        steps.take(own::minusNow, "NOW(): own is now", NEITHER, NOTHING);
    }

    @Test
    void whatComparisonsResultIn() {
        assertThat(past.isBefore(own)).isTrue();
        assertThat(own.isBefore(deadline)).as("they are equal").isFalse();
        assertThat(own.isAtOrBefore(deadline)).isTrue();
        assertThat(own.isAtOrBefore(past)).isFalse();
        assertThat(own.isZero()).isFalse();
        assertThat(own.isNever()).isFalse();
        assertThat(own.minus(past)).isEqualTo(2);
        assertThat(zero.minus(past)).isEqualTo(Integer.MIN_VALUE);
        assertThat(never.minus(past)).isEqualTo(Integer.MAX_VALUE);
        assertThat(past.minus(zero))
                .as("it does not tell how old the system is")
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(past.minus(never)).isEqualTo(Integer.MIN_VALUE);
    }

    @Test
    void aNextMultipleMayBeAnyOfTheNextTicks() {
        Operation stores = run.next(() -> own.set(Instant.nextMultiple(2)));
        assertThat(stores.choices()).isEqualTo(2);
        stores.apply(run, 0, 1);
        assertThat(own.minusNow()).isEqualTo(2);
        assertThat(run.next(() -> own.set(Instant.nowPlus(2))).choices()).isEqualTo(1);
    }

    @Test
    void comparisonsAreTests() {
        assertThat(Stream.<Runnable>of(() -> own.isBefore(past), own::isZero, own::minusNow, () -> own.minus(past)))
                .allMatch(code -> run.next(code).isTest());
        assertThat(run.next(() -> own.copyFrom(past)).isTest()).isFalse();
    }
}
