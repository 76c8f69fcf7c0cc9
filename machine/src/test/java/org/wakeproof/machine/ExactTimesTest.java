// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Operations on times that are kept as they are: the same as on relative ones, wherever those tell them apart. */
class ExactTimesTest {
    private static final long NOW = 100;
    private static final int HORIZON = 4;

    private final Machine machine = new Machine(2, HORIZON, 0, HORIZON);
    private final TimeCell time = machine.time("time", Instant.never());
    private final TimeCell from = machine.time("from", Instant.never());
    private final TimeCell others = machine.time("others", Instant.never()).ownedBy(1);
    private final HpetComparator hpet =
            new HpetComparator(machine, "hpet", (state, cpu) -> cpu == 1, machine.vector("vector", () -> {}));
    private final Running run = Running.of(machine);
    private final Exactly exactly = new Exactly(NOW);

    private static final List<Function<TimeCell, Runnable>> LOOKS =
            List.of(cell -> cell::isZero, cell -> cell::isNever, cell -> cell::minusNow);

    private List<Instant> instants() {
        return List.of(
                Instant.zero(),
                Instant.nowPlus(-2),
                Instant.now(),
                Instant.nowPlus(1),
                Instant.nowPlus(2),
                Instant.never());
    }

    private void same(Runnable code) {
        Operation operation = run.next(code);
        assertThat(exactly.does(operation)).as("%s", operation).isEqualTo(operation.apply(run, 0, 0));
    }

    @Test
    void whatIsLookedAtIsTheSame() {
        for (Instant one : instants()) {
            same(() -> time.set(one));
            LOOKS.forEach(look -> same(look.apply(time)));
            for (Instant other : instants()) {
                same(() -> from.set(other));
                same(() -> time.isBefore(from));
                same(() -> from.isBefore(time));
                same(() -> time.minus(from));
            }
        }
    }

    @Test
    void whatIsAddedIsTheSame() {
        for (Instant one : instants()) {
            for (int ticks = -2; ticks <= 2; ticks++) {
                int delta = ticks;
                same(() -> from.set(one));
                same(() -> time.copyFrom(from, delta));
                LOOKS.forEach(look -> same(look.apply(time)));
            }
        }
    }

    @Test
    void aTimeIsCountedFromTheStart() {
        exactly.does(run.next(() -> time.set(Instant.nowPlus(3))));
        assertThat(exactly.time(time)).isEqualTo(103);
        exactly.does(run.next(() -> time.copyFrom(time, -5)));
        assertThat(exactly.time(time)).isEqualTo(98);
        assertThat(exactly.at(1_000).does(run.next(time::minusNow)))
                .as("as far back as it is")
                .isEqualTo(-902);
    }

    @Test
    void theNextMultipleIsBehindNow() {
        exactly.does(run.next(() -> time.set(Instant.nextMultiple(30))));
        assertThat(exactly.time(time)).isEqualTo(120);
        exactly.at(120).does(run.next(() -> time.set(Instant.nextMultiple(30))));
        assertThat(exactly.time(time)).as("not now").isEqualTo(150);
    }

    @Test
    void aDifferenceThatIsTooLargeIsTheGreatestThatFits() {
        assertThat(ExactState.difference(1L << 40, 1)).isEqualTo(Integer.MAX_VALUE - 1);
        assertThat(ExactState.difference(1, 1L << 40)).isEqualTo(Integer.MIN_VALUE + 1);
        assertThat(ExactState.difference(ExactState.NEVER, 1)).isEqualTo(Integer.MAX_VALUE);
        assertThat(ExactState.difference(ExactState.ZERO, 1)).isEqualTo(Integer.MIN_VALUE);
        assertThat(ExactState.difference(7, 5)).isEqualTo(2);
    }

    @Test
    void aMatchRegisterMissesWhatIsNotAhead() {
        exactly.does(run.next(() -> hpet.match().set(Instant.nowPlus(1))));
        assertThat(exactly.time(hpet.match())).isEqualTo(101);
        exactly.does(run.next(() -> hpet.match().set(Instant.now())));
        assertThat(exactly.time(hpet.match())).isEqualTo(ExactState.NEVER);
        hpet.match().set(Instant.nowPlus(1));
        assertThat(hpet.match().minusNow()).isEqualTo(1);
        hpet.match().set(Instant.now());
        assertThat(hpet.match().isNever()).isTrue();
    }

    @Test
    void declarationsAreChecked() {
        assertThatThrownBy(() -> exactly.does(run.next(others::isZero)))
                .isInstanceOf(Violation.class)
                .hasMessage("CPU0 touches others, but only CPU1 may touch it");
        assertThatThrownBy(() -> exactly.does(run.next(() -> others.set(Instant.zero()))))
                .isInstanceOf(Violation.class);
    }
}
