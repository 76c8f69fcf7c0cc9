// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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

    @Test
    void timesAreShownAsTheirDistanceFromNow() {
        Clock clock = machine.clock();
        assertThat(clock.format(Clock.ZERO)).isEqualTo("0 (none)");
        assertThat(clock.format(clock.now() - 2)).isEqualTo("now-2 or earlier");
        assertThat(clock.format(clock.now() - 1)).isEqualTo("now-1");
        assertThat(clock.format(clock.now())).isEqualTo("now");
        assertThat(clock.format(clock.now() + HORIZON)).isEqualTo("now+3");
        assertThat(clock.format(clock.never())).isEqualTo("STIME_MAX");
        assertThat(clock.describe(run, run)).isEqualTo("one tick passes");
    }

    @Test
    void durationsAreRoundedUpToTicks() {
        Clock clock = machine.clock();
        assertThat(clock.tickNanoseconds()).as("10 ms").isEqualTo(10_000_000);
        assertThat(clock.millisecs(10)).isEqualTo(1);
        assertThat(clock.millisecs(11)).isEqualTo(2);
        assertThat(clock.microsecs(20_001)).isEqualTo(3);
        assertThat(clock.ticks(1)).isEqualTo(1);
        assertThat(clock.ticks(0)).isZero();
        assertThat(new Machine(1, 1, 0, 1).tick(1_000).clock().microsecs(3)).isEqualTo(3);
    }

    @Test
    void thePastReachesAsFarBackAsIsAskedForAndFurtherThanASampleCanAge() {
        assertThat(machine.clock().longAgo()).isEqualTo(-2);
        assertThat(new Machine(1, 3, 0, 4).clock().longAgo()).isEqualTo(-4);
        assertThat(new Machine(1, 3, 4, 1).clock().longAgo()).isEqualTo(-5);
        assertThat(machine.clock().horizon()).isEqualTo(HORIZON);
        assertThat(machine.clock().maxSampleAge()).isEqualTo(1);
        assertThat(machine.clock().samples()).containsExactly(sample);
    }

    @Test
    void whatIsAddedToATimeEndsAtTheHorizonAndLongAgo() {
        Clock clock = machine.clock();
        assertThat(clock.plus(clock.now(), 3)).isEqualTo(clock.now() + 3);
        assertThat(clock.plus(clock.now(), -9)).isEqualTo(clock.now() - 2);
        assertThat(clock.plus(Clock.ZERO, 9)).isEqualTo(Clock.ZERO);
        assertThat(clock.plus(clock.never(), -1)).isEqualTo(clock.never());
    }

    @Test
    void theClockIsHeldByWhoHoldsASample() {
        Clock clock = machine.clock();
        deadline.set(Instant.nowPlus(2));
        sample.sampleNow();
        assertThat(clock.isHeldBy(run, 0)).as("it may grow a tick old").isFalse();
        assertThat(clock.samplesOf(run, 0)).isEqualTo(1);
        assertThat(clock.waitsForSamples(run)).isFalse();
        run.happens(CLOCK);
        assertThat(clock.isHeldBy(run, 0)).isTrue();
        assertThat(clock.waitsForSamples(run)).isTrue();
        deadline.set(Instant.never());
        sample.set(Instant.zero());
        assertThat(clock.samplesOf(run, 0)).isZero();
        assertThat(clock.waitsForSamples(run)).isFalse();
    }

    @Test
    void anUrgentClockWaitsForWhoeverIsNotExempt() {
        Clock clock = machine.clock();
        assertThat(clock.waitsForCpu(run, 0)).isFalse();
        assertThat(clock.isUrgent()).isFalse();
        boolean[] mayPass = {false};
        clock.urge((state, cpu) -> mayPass[0]);
        assertThat(clock.isUrgent()).isTrue();
        assertThat(clock.waitsForCpu(run, 0)).isTrue();
        mayPass[0] = true;
        assertThat(clock.waitsForCpu(run, 0)).isFalse();
    }

    @Test
    void anUrgentClockWaitsForDevicesThatCanActAndNotForTheOutsideWorld() {
        Clock clock = machine.clock();
        deadline.set(Instant.nowPlus(1));
        assertThat(clock.waitsForDevices(run, List.of(event(Event.Kind.INTERNAL, true))))
                .isFalse();
        clock.urge((state, cpu) -> true);
        assertThat(clock.waitsForDevices(run, List.of(event(Event.Kind.INTERNAL, true))))
                .isTrue();
        assertThat(clock.waitsForDevices(run, List.of(event(Event.Kind.INTERNAL, false))))
                .isFalse();
        assertThat(clock.waitsForDevices(run, List.of(event(Event.Kind.EXTERNAL, true))))
                .isFalse();
        assertThat(clock.enabled(run)).isTrue();
        assertThat(clock.waitsForDevices(run, List.of(clock))).as("for itself").isFalse();
    }

    private static Event event(Event.Kind kind, boolean enabled) {
        return new Event("event", kind) {
            @Override
            public boolean enabled(State state) {
                return enabled;
            }

            @Override
            public void fire(State state) {}

            @Override
            public String describe(State before, State after) {
                return "";
            }
        };
    }
}
