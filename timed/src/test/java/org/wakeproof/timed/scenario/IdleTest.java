// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The headline of March 2009, each figure against what is worked out by hand: ticks of 100 Hz, quanta of 33.3 Hz,
 * calibration of 1 Hz, dom0's timers of 3 Hz; on CPU0 also accounting of 33.3 Hz and a device of 2 Hz.
 */
class IdleTest {
    private static final double SECONDS = 20;
    private static final Idle IDLE = new Idle();
    private static final Map<String, Outcome> RUNS = new HashMap<>();

    private static Outcome run(String variant, String hpet) {
        return RUNS.computeIfAbsent(
                variant + hpet,
                key -> IDLE.run(
                        Request.of(variant, Parameters.usual(IDLE.parameters()).with("hpet", hpet), SECONDS, 1)));
    }

    private static double others(String variant, String hpet) {
        return run(variant, hpet).figure("wake-ups of the others");
    }

    @Test
    void beforeThePatchTicksAndQuantaWakeACpuEverySevenMilliseconds() {
        assertThat(others("before", "msi")).isBetween(125.0, 140.0);
        assertThat(run("before", "msi").figure("mean residency")).isBetween(6.9, 8.0);
    }

    /** Ticks of 50 Hz, quanta of 16.7 Hz, calibration of 1 Hz and dom0's timers of 3 Hz make 71, some at the same time. */
    @Test
    void halfAsManyTicksAndQuantaWakeACpuHalfAsOften() {
        Parameters slow =
                Parameters.usual(IDLE.parameters()).with("hpet", "msi").with("tick", "20ms");
        assertThat(IDLE.run(Request.of("before", slow, SECONDS, 1)).figure("wake-ups of the others"))
                .isBetween(64.0, 71.0);
    }

    @Test
    void thePatchAloneStaysAtTheQuantaOfTheIdleVcpu() {
        assertThat(others("v2", "msi")).isCloseTo(37, within(3.0));
        assertThat(run("v2", "msi").figure("mean residency")).isBetween(20.0, 30.0);
    }

    /** At 8 and 24 s of the run, of which a second is not counted, and then each 16 s: 6 times in 100 s. */
    @Test
    void machineChecksArePolledForEachSixteenSeconds() {
        Parameters polled =
                Parameters.usual(IDLE.parameters()).with("hpet", "msi").with("mce-poll", "on");
        Outcome outcome = IDLE.run(Request.of("v2q", polled, 100, 1));
        List<Object> row = outcome.tables().get(0).rows().stream()
                .filter(each -> each.get(0).equals("machine check poll"))
                .findFirst()
                .orElseThrow();
        assertThat((double) row.get(2)).isCloseTo(0.06, within(0.005));
    }

    @Test
    void withoutQuantaAnIdleCpuSleepsForMoreThanAHundredMilliseconds() {
        assertThat(others("v2q", "msi")).isCloseTo(4, within(0.5));
        assertThat(run("v2q", "msi").figure("wake-ups of a CPU")).isCloseTo(8.4, within(1.0));
        assertThat(run("v2q", "msi").figure("mean residency")).isCloseTo(119, within(15.0));
    }

    @Test
    void oneChannelForAllCostsCpu0TheDeadlinesOfTheOthers() {
        assertThat(run("v2q", "legacy").figure("wake-ups of a CPU")).isCloseTo(11, within(1.5));
        assertThat(run("v2q", "legacy").figure("mean residency")).isCloseTo(91, within(12.0));
    }

    @Test
    void theFirstPostingSavesNothingWhereTheHpetWakesTheSleeperItself() {
        assertThat(others("v1", "msi")).isCloseTo(others("before", "msi"), within(0.05 * others("before", "msi")));
    }

    @Test
    void theFirstPostingSavesByLosingWhereCpu0TakesTheInterrupt() {
        assertThat(others("v1", "legacy"))
                .as("the calibration, and nothing else")
                .isCloseTo(1, within(0.1));
        assertThat(run("v1", "legacy").figure("wake-ups of a CPU")).isCloseTo(22.4, within(2.5));
    }

    @Test
    void powerFallsByAFewWattsOfTwoHundred() {
        double before = run("before", "msi").figure("power");
        double after = run("v2q", "msi").figure("power");
        assertThat((before - after) / before).isBetween(0.004, 0.038);
    }

    /**
     * Each wake-up takes 10 us to enter C3, 200 us to leave it, and the softirq pass of 5 us with what is around it: of 6 W, on
     * eight CPUs.
     */
    @Test
    void aCoresPowerIsThatOfEachWakeUpAndMostOfItLeavingTheState() {
        Outcome run = run("v2", "msi");
        double wakeUps = 8 * run.figure("wake-ups of a CPU");
        assertThat(power(run, 0)).isBetween(wakeUps * 5e-6 * 6, wakeUps * 20e-6 * 6);
        assertThat(power(run, 1)).isCloseTo(wakeUps * 210e-6 * 6, within(0.03 * wakeUps * 210e-6 * 6));
        assertThat(power(run, 0) + power(run, 1) + power(run, 2))
                .isCloseTo(run.figure("power of being awake"), within(1e-6));
    }

    private static double power(Outcome outcome, int part) {
        return (Double) outcome.tables().get(2).rows().get(part).get(1);
    }

    @Test
    void thePatchChangesHowLongCpusSleepAndNotHowDeeply() {
        for (String variant : new String[] {"before", "v2", "v2q"}) {
            assertThat(deepest(run(variant, "msi"))).as(variant).isGreaterThan(95);
        }
    }

    /** The share of time in C3, in percent. */
    private static double deepest(Outcome outcome) {
        return outcome.tables().get(1).rows().stream()
                .filter(row -> row.get(0).equals("C3"))
                .mapToDouble(row -> (Double) row.get(3))
                .sum();
    }

    @Test
    void sleepingAndBeingAwakeAreAllThatThereIs() {
        double all = run("v2", "msi").tables().get(1).rows().stream()
                .mapToDouble(row -> (Double) row.get(3))
                .sum();
        assertThat(all).isCloseTo(100, within(0.1));
    }

    @Test
    void theSameSeedGivesTheSameRunAndAnotherSeedAnother() {
        Parameters usual = Parameters.usual(IDLE.parameters());
        Outcome first = IDLE.run(Request.of("v2q", usual, 5, 7));
        Outcome again = IDLE.run(Request.of("v2q", usual, 5, 7));
        Outcome other = IDLE.run(Request.of("v2q", usual, 5, 8));
        assertThat(again.figures()).isEqualTo(first.figures());
        assertThat(again.lanes()).isEqualTo(first.lanes());
        assertThat(other.figures()).isNotEqualTo(first.figures());
    }

    /** By hand: 50 wake-ups a second more at each CPU, less what coincides with another timer, and leaving C3 each time. */
    @Test
    void theOndemandGovernorWakesEachCpuFiftyTimesASecondWhateverIsSuspended() {
        Parameters governed =
                Parameters.usual(IDLE.parameters()).with("hpet", "msi").with("governor-timer", "50Hz");
        double with = IDLE.run(Request.of("v2q", governed, SECONDS, 1)).figure("wake-ups of the others");
        assertThat(with - others("v2q", "msi")).isCloseTo(50, within(2.0));
    }

    /** 2^23 counts of 3.579545 MHz are 2.34 s: 43 times in 100 s, at CPU0 only. */
    @Test
    void thePmTimerIsLookedAtBeforeItOverflows() {
        Parameters quiet = Parameters.usual(IDLE.parameters()).with("hpet", "msi");
        double without = IDLE.run(Request.of("v2q", quiet, 100, 1)).figure("wake-ups of CPU0");
        double with = IDLE.run(Request.of("v2q", quiet.with("overflow-timer", "pm"), 100, 1))
                .figure("wake-ups of CPU0");
        assertThat(with - without).isCloseTo(0.43, within(0.3));
    }
}
