// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How late dom0's timers are. */
class LateTimerTest {
    private static final LateTimer LATE_TIMER = new LateTimer();

    private static Outcome run(String variant, double seconds, String... settings) {
        Parameters parameters = Parameters.usual(LATE_TIMER.parameters());
        for (String setting : settings) {
            parameters = parameters.with(setting.split("=")[0], setting.split("=")[1]);
        }
        return LATE_TIMER.run(Request.of(variant, parameters, seconds, 1));
    }

    @ParameterizedTest
    @CsvSource({"before,legacy", "v2,legacy", "v2q,legacy", "v2q,msi", "v1,msi", "v2q,legacy-any", "v2q,msi-shared"})
    void noTimerIsLateByAMillisecondWhereNothingIsLost(String variant, String hpet) {
        assertThat(run(variant, 8, "hpet=" + hpet).figure("late by, most")).isLessThan(1);
    }

    @Test
    void theFirstPostingLosesTimersUntilTheNextCalibration() {
        Outcome outcome = run("v1", 40, "foreign-interrupts=0Hz");
        assertThat(outcome.figure("late by, most")).isBetween(900.0, 1010.0);
        assertThat(outcome.figure("later than 9 s an hour")).isZero();
        assertThat(outcome.tables().get(0).rows())
                .singleElement()
                .satisfies(row -> assertThat(row.get(0)).isEqualTo("calibration"));
    }

    @Test
    void foreignInterruptsHealWithTheirOwnRate() {
        // Of CPU0's timers, an eighth, none is lost. P(late > 0.1 s) = (1 - 0.1) e^-1 of the others'.
        double expected = 100 * 7 / 8.0 * 0.9 * Math.exp(-1);
        assertThat(run("v1", 100, "foreign-interrupts=10Hz").figure("later than 0.1 s"))
                .isCloseTo(expected, within(4.0));
    }

    @Test
    void withoutCalibrationAQuietCpuSleepsOnForSeconds() {
        double foreign = 0.3;
        Outcome outcome = run("v1", 100, "foreign-interrupts=" + foreign + "Hz", "calibration=off");
        // Another CPU has a timer each 1/3 s and then waits 1/0.3 s for a foreign interrupt; CPU0's come on time.
        double others = 7 / (1 / 3.0 + 1 / foreign);
        double expected = 100 * others / (3 + others) * Math.exp(-foreign);
        assertThat(outcome.figure("later than 1 s")).isCloseTo(expected, within(5.0));
        assertThat(outcome.figure("later than 9 s an hour")).isPositive();
    }

    /** Of the timers that are lost, seven eighths of all, 1 - x / 0.1 s are later than x, and none is later than 0.1 s. */
    @Test
    void periodicInterruptsHealWithinTheirPeriod() {
        Outcome outcome = run("v1", 60, "foreign-interrupts=10Hz", "foreign-kind=periodic");
        assertThat(outcome.figure("late by, most")).isBetween(95.0, 101.0);
        assertThat(outcome.figure("late by, p50")).isCloseTo(100 * (1 - 0.5 / (7 / 8.0)), within(6.0));
    }

    /** Timers that never expire are late by nothing that could be counted; seven CPUs sleep on from the first loss on. */
    @Test
    void withoutAnyOtherInterruptTimersAreOverdueForGood() {
        Outcome outcome = run("v1", 20, "foreign-interrupts=0Hz", "calibration=off");
        assertThat(outcome.figure("overdue at the end")).isEqualTo(7);
        assertThat(outcome.figure("overdue by then, most")).isBetween(18_000.0, 21_000.0);
        assertThat(run("v2", 5, "foreign-interrupts=0Hz", "calibration=off").figure("overdue at the end"))
                .isZero();
    }

    @Test
    void manyForeignInterruptsHideTheLoss() {
        assertThat(run("v1", 20, "foreign-interrupts=100Hz").figure("late by, p99"))
                .isLessThan(60);
    }

    /** "More than 1 s" may have meant timers that were set that far ahead: at 3 Hz, e^-3 of them, in every version alike. */
    @Test
    void someTimersAreSetForMoreThanASecond() {
        Outcome outcome = run("v2", 200);
        assertThat(outcome.figure("asked for more than 1 s")).isCloseTo(100 * Math.exp(-3), within(1.0));
        assertThat(outcome.figure("asked for, p50")).isCloseTo(1000 * Math.log(2) / 3, within(15.0));
    }

    /** TIMER stays raised, so nobody sends another IPI for it: neither tick nor time slice is a net below a lost IPI. */
    @ParameterizedTest
    @CsvSource({"before", "v2", "v2q"})
    void anIpiThatIsLostIsMadeUpForByTheCalibrationOnly(String variant) {
        Outcome outcome = run(variant, 60, "foreign-interrupts=0Hz", "lost-ipis=1%");
        assertThat(outcome.figure("TIMER IPIs lost by the fault")).isGreaterThan(5);
        assertThat(outcome.figure("asleep behind one, most")).isBetween(300.0, 1010.0);
        assertThat(outcome.tables().get(0).rows())
                .allSatisfy(row -> assertThat(row.get(0)).isEqualTo("calibration"));
    }

    /** The sleeper's deadline is over and it is in the channel's mask, so that the channel's next interrupt raises anew. */
    @ParameterizedTest
    @CsvSource({"before, 10", "v2, 30"})
    void aRaiseThatIsLostIsMadeUpForByTheNextInterruptOfTheChannel(String variant, double most) {
        Outcome outcome = run(variant, 60, "foreign-interrupts=0Hz", "lost-ipis=1%", "lost-with=raise");
        assertThat(outcome.figure("TIMER IPIs lost by the fault")).isGreaterThan(50);
        assertThat(outcome.figure("asleep behind one, most")).isBetween(1.0, most);
    }

    @Test
    void withoutTheFaultNothingIsLost() {
        assertThat(run("v2", 5).figure("TIMER IPIs lost by the fault")).isZero();
    }
}
