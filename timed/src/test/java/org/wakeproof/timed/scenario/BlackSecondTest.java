// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long packets take by way of a driver domain that sleeps. */
class BlackSecondTest {
    private static final BlackSecond BLACK_SECOND = new BlackSecond();

    private static Outcome run(String variant, double seconds, String... settings) {
        Parameters parameters = Parameters.usual(BLACK_SECOND.parameters());
        for (String setting : settings) {
            parameters = parameters.with(setting.split("=")[0], setting.split("=")[1]);
        }
        return BLACK_SECOND.run(Request.of(variant, parameters, seconds, 1));
    }

    @Test
    void theFirstPostingLetsPacketsWaitUpToASecondInFrontOfTheDriver() {
        Outcome outcome = run("v1", 60);
        // The calibration each second, and a poll that is not yet due when that wakes the driver's CPU.
        assertThat(outcome.figure("latency, most")).isBetween(900.0, 1000.0 + 20 + 3);
        assertThat(outcome.figure("latency, p50")).isBetween(200.0, 750.0);
        assertThat(outcome.figure("until the driver has it, most")).isGreaterThan(900);
        // 50 us for each packet that the stall has caught.
        assertThat(outcome.figure("from driver to guest, most")).isLessThan(3);
        // 20 packets a second for about half a second, and the one that waits first.
        assertThat(outcome.figure("packets caught by a stall")).isCloseTo(11, within(3.0));
    }

    /** The known fault of the patch as committed: a guest that is woken between suspension and check runs without a tick. */
    @ParameterizedTest
    @CsvSource({"before, false", "v1, false", "v2, true", "v2q, true", "timers-only, false"})
    void aGuestThatSleepsShortlyRunsWithoutATickInTheCommittedVersionOnly(String variant, boolean some) {
        double share = run(variant, 2, "driver=interrupt", "packets=1000Hz").figure("handled with the tick off");
        assertThat(share > 0).isEqualTo(some);
        assertThat(share).isLessThan(5);
    }

    @Test
    void foreignInterruptsShortenTheWait() {
        Outcome outcome = run("v1", 100, "foreign-interrupts=10Hz");
        assertThat(outcome.figure("longer than 0.1 s")).isCloseTo(33, within(5.0));
        assertThat(outcome.figure("latency, p99")).isCloseTo(411, within(80.0));
    }

    @Test
    void aDriverThatIsInterruptedIsWoken() {
        for (String variant : new String[] {"before", "v1", "v2"}) {
            assertThat(run(variant, 5, "driver=interrupt").figure("latency, most"))
                    .as(variant)
                    .isLessThan(2);
        }
    }

    @Test
    void withThePatchAPacketWaitsForTheNextPollAtMost() {
        for (String variant : new String[] {"before", "v2", "v2q"}) {
            assertThat(run(variant, 10).figure("latency, most")).as(variant).isLessThan(20 + 2);
        }
    }

    /** A loss that nothing heals is no short latency: those packets are counted as under way. */
    @Test
    void whatNeverComesToItsEndIsToldOf() {
        Outcome outcome = run("v1", 5, "calibration=off", "foreign-interrupts=0Hz");
        assertThat(outcome.figure("packets")).isLessThan(20);
        assertThat(outcome.figure("packets") + outcome.figure("under way at the end"))
                .isCloseTo(100, within(30.0));
    }

    /**
     * The control: where an event of the ring is lost, the answer stays until the next packet wakes the driver, a twentieth
     * of a second on average: of the tenth that is held up, e^-2 for more than 0.1 s. No calibration is needed to end that.
     */
    @Test
    void anEventThatTheRingLosesIsNoBlackSecond() {
        for (String calibration : new String[] {"on", "off"}) {
            Outcome outcome = run(
                    "v2",
                    200,
                    "driver=interrupt",
                    "lost-events=10%",
                    "foreign-interrupts=0Hz",
                    "calibration=" + calibration);
            assertThat(outcome.figure("longer than 0.1 s")).isCloseTo(10 * Math.exp(-2), within(0.55));
            assertThat(outcome.figure("latency, p50")).isLessThan(2);
            assertThat(outcome.figure("until the driver has it, most")).isLessThan(2);
            assertThat(outcome.figure("until the answer is sent, most")).isGreaterThan(100);
        }
    }
}
