// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Relative time: what ages, what does not, where the past ends, and when the clock has to wait. */
class ClockTest {
    private static final int HORIZON = 3;
    private static final String CLOCK = "clock";

    private final Machine machine = new Machine(1, HORIZON, 1, 2);
    private final TimeCell deadline = machine.time("deadline", Instant.never());
    private final TimeCell sample =
            machine.time("now", Instant.zero()).ownedBy(0).sampleOfNow();
    private final Running run = Running.of(machine);

    private String shown(TimeCell time) {
        return time.format(run.value(time));
    }

    @Test
    void aDeadlineComesNearerAndThenLiesInThePast() {
        deadline.set(Instant.nowPlus(2));
        assertThat(deadline.minusNow()).isEqualTo(2);
        run.happens(CLOCK);
        run.happens(CLOCK);
        assertThat(shown(deadline)).isEqualTo("now");
        run.happens(CLOCK);
        assertThat(deadline.minusNow()).isEqualTo(-1);
    }

    @Test
    void whatIsLongOverIsNotToldApartAndTheClockStops() {
        deadline.set(Instant.now());
        run.happens(CLOCK);
        run.happens(CLOCK);
        assertThat(shown(deadline)).isEqualTo("now-2 or earlier");
        assertThat(run.canHappen(CLOCK)).as("nothing grows older").isFalse();
    }

    @Test
    void theSpecialTimesStayWhatTheyAre() {
        assertThat(deadline.isNever()).isTrue();
        assertThat(run.canHappen(CLOCK)).isFalse();
        deadline.set(Instant.zero());
        assertThat(deadline.isZero()).isTrue();
        assertThat(run.canHappen(CLOCK)).isFalse();
    }

    @Test
    void noTimeLiesBeyondTheHorizon() {
        deadline.set(Instant.nowPlus(HORIZON));
        assertThatThrownBy(() -> deadline.set(Instant.nowPlus(HORIZON + 1)))
                .isInstanceOf(Violation.class)
                .hasMessage("a time 4 ticks ahead is beyond the horizon of 3");
    }

    @Test
    void theClockWaitsForASampleThatIsAsOldAsItMayGrow() {
        deadline.set(Instant.nowPlus(2));
        sample.sampleNow();
        run.happens(CLOCK);
        assertThat(run.canHappen(CLOCK)).isFalse();
        assertThat(deadline.minus(sample)).as("the sample is of a tick ago").isEqualTo(2);
        sample.set(Instant.zero());
        assertThat(run.canHappen(CLOCK)).isTrue();
    }

    @Test
    void aDeadlineIsComparedWithTheSampleAndNotWithNow() {
        deadline.set(Instant.nowPlus(1));
        sample.sampleNow();
        run.happens(CLOCK);
        assertThat(deadline.minusNow()).isZero();
        assertThat(deadline.isAtOrBefore(sample)).as("the sample is older").isFalse();
        sample.sampleNow();
        assertThat(deadline.isAtOrBefore(sample)).isTrue();
        assertThat(deadline.isBefore(sample)).isFalse();
    }
}
