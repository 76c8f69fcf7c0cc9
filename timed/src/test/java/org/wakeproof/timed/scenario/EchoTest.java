// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wakeproof.timed.echo.EchoSystem;

/** An echo server against what its costs give by hand, and against what was measured of IX and Linux. */
class EchoTest {
    private static final Echo ECHO = new Echo();
    private static final int MESSAGES = 12_000;
    /** Cycles of a message on a long connection, and of one that has a connection to itself. */
    private static final double LONG = 1206 + 344 + 976 + 552 + 157 + 100 + 40;

    private static final double SHORT = 5 * (1206 + 157) + 344 + 976 + 552 + 40 + 2 * 100 + 255;
    private static final double HZ = 2.4e9;

    private static EchoSystems systems(String variant, String settings) {
        Parameters parameters = Parameters.usual(ECHO.parameters()).with("clients", 1024);
        for (String setting : settings.isBlank() ? new String[0] : settings.split(" ")) {
            parameters = parameters.with(setting.split("=")[0], setting.split("=")[1]);
        }
        return new EchoSystems(Request.of(variant, parameters, 1, 1));
    }

    private static EchoSystem run(String variant, String settings) {
        EchoSystem system = systems(variant, settings).loaded();
        system.runMessages(MESSAGES);
        return system;
    }

    private static double rate(String variant, String settings) {
        return run(variant, settings).perSecond();
    }

    @Test
    void ixOnLongConnectionsIsAsFastAsItsCyclesAllow() {
        EchoSystem system = run("ix", "ports=4");
        assertThat(system.perSecond())
                .isCloseTo(16 * HZ / (LONG + 750 / system.batch()), Percentage.withPercentage(2))
                .as("measured")
                .isCloseTo(11.5e6, Percentage.withPercentage(15));
        assertThat(system.limits().threads()).isGreaterThan(0.97);
    }

    @Test
    void oneLinkCarriesNoMoreThan142BytesForEachMessage() {
        EchoSystem system = run("ix", "");
        assertThat(system.perSecond()).isBetween(8.6e6, 1.005 * 10e9 / 8 / 142);
        assertThat(system.limits().in()).isGreaterThan(0.97);
    }

    @Test
    void oneLinkCarriesFewerConnectionsThanSixteenThreadsCanTake() {
        EchoSystem system = run("ix", "messages=1");
        assertThat(system.perSecond()).isCloseTo(10e9 / 8 / (4 * 84 + 142), Percentage.withPercentage(3));
        assertThat(system.limits().in()).isGreaterThan(0.97);
    }

    @Test
    void halfTheLinkIsHalfTheThroughput() {
        assertThat(rate("ix", "link=5")).isCloseTo(rate("ix", "") / 2, Percentage.withPercentage(2));
    }

    @Test
    void ixOnShortConnectionsTakesFivePacketsAndGivesTwo() {
        EchoSystem core = run("ix", "messages=1 threads=2");
        assertThat(core.perSecond()).isCloseTo(2 * HZ / (SHORT + 7.0 * 750 / 64), Percentage.withPercentage(5));
        assertThat(core.perSecond()).as("measured").isCloseTo(0.562e6, Percentage.withPercentage(15));
        EchoSystem all = run("ix", "messages=1 ports=4");
        assertThat(all.perSecond()).as("documented").isCloseTo(4e6, Percentage.withPercentage(15));
        assertThat(all.limits().in() * 40e9 / 8 / all.perSecond()).isCloseTo(4 * 84 + 142, within(10.0));
        assertThat(all.limits().out() * 40e9 / 8 / all.perSecond()).isCloseTo(84 + 142, within(5.0));
    }

    @Test
    void theSlowestSiblingSetsThePaceAsRssDealsEvenly() {
        double one = rate("ix", "messages=1 threads=1");
        double two = rate("ix", "messages=1 threads=2");
        double three = rate("ix", "messages=1 threads=3");
        assertThat(two / one).isCloseTo(2 / 1.8, within(0.04));
        assertThat(three).isLessThan(1.5 * 1.03 * two).isGreaterThan(1.25 * two);
        assertThat(rate("ix", "messages=1 ports=4")).as("8 cores").isLessThan(8.2 * two);
    }

    @ParameterizedTest
    @CsvSource({"ports=4", "ports=1", "ports=4 messages=1"})
    void ixIsNineToEighteenTimesAsFastAsLinux(String settings) {
        assertThat(rate("ix", settings) / rate("linux", settings)).isBetween(7.0, 25.0);
    }

    @Test
    void oneWayTakesAsLongAsByHand() {
        // Wire twice, switch, NICs; then a message's cycles, or interrupt, softirq, wake-up, calls and sending.
        double between = 2 * 142 * 8 / 10.0 / 1e3 + 0.75 + 2;
        double ix = systems("ix", "").oneWay(64);
        double linux = systems("linux", "").oneWay(64);
        assertThat(ix).isCloseTo(between + (LONG + 750) / 2400, within(0.1)).isBetween(4.0, 7.0);
        assertThat(linux)
                .isCloseTo(between + 1.5 + 4 + 4.5 + 3 + 3.5, within(0.2))
                .isBetween(13.0, 26.0);
        assertThat(systems("ix", "").oneWay(1460)).isGreaterThan(ix + 2);
    }

    @Test
    void deepSleepAddsItsExitAtEachIdleSide() {
        assertThat(systems("linux-c6", "").nowAndThen() - systems("linux", "").nowAndThen())
                .isCloseTo(104, within(5.0));
        assertThat(systems("linux-c6", "").oneWay(64))
                .as("nobody sleeps long enough for C6 while one client goes on")
                .isLessThan(35);
    }

    @Test
    void batchesDoNotMakeLowLoadSlower() {
        double ofOne = systems("ix-b1", "").oneWay(64);
        assertThat(systems("ix-b16", "").oneWay(64)).isEqualTo(ofOne);
        assertThat(systems("ix-b64", "").oneWay(64)).isEqualTo(ofOne);
    }

    @Test
    void batchesGrowWithTheLoadAndPayThen() {
        assertThat(run("ix", "ports=4 think=20ms clients=64").batch()).isLessThan(1.1);
        assertThat(run("ix", "ports=4").batch()).isGreaterThan(20);
        assertThat(rate("ix-b16", "ports=4") / rate("ix-b1", "ports=4"))
                .isCloseTo((LONG + 750) / (LONG + 750 / 16.0), within(0.03));
    }

    @Test
    void zeroCopySavesWhatCopyingCosts() {
        double cycles = LONG + 750 / 64.0;
        assertThat(rate("ix-copy", "ports=4") / rate("ix", "ports=4"))
                .isCloseTo(cycles / (cycles + 2 * 64 / 1500.0 * 800 * 2.4), within(0.02));
    }

    @Test
    void interruptsStayBelowWhatTheMachineTakes() {
        EchoSystem usual = run("linux", "");
        assertThat(usual.interrupts() * usual.perSecond()).isBetween(1e5, 1e6);
        EchoSystem few = run("linux", "interrupt-limit=50kHz");
        assertThat(few.interrupts() * few.perSecond()).isBetween(3e4, 50_500.0);
        EchoSystem alone = run("linux", "clients=1");
        assertThat(alone.interrupts()).isCloseTo(1, within(0.02));
        assertThat(alone.wakeUps()).isCloseTo(1, within(0.02));
        assertThat(alone.calls()).isCloseTo(3, within(0.02));
    }

    @Test
    void onlyLinuxHasLocksThatAllThreadsWant() {
        assertThat(run("ix", "messages=1").locks()).isZero();
        assertThat(run("linux", "messages=1").locks()).isCloseTo(1, within(0.02));
        assertThat(rate("linux", "messages=1 lock-limit=100kHz")).isCloseTo(1e5, Percentage.withPercentage(3));
    }

    @Test
    void pollingTakesAllPowerWithoutLoadAndInterruptsHardlyAny() {
        String settings = "threads=2 clients=64 think=100ms";
        EchoSystems ix = systems("ix", settings);
        EchoSystems deep = systems("linux-c6", settings);
        EchoSystem sleeping = deep.loaded();
        sleeping.runMessages(500);
        assertThat(deep.power(sleeping)).isLessThan(0.5);
        EchoSystem polling = ix.loaded();
        polling.runMessages(500);
        assertThat(ix.power(polling)).isCloseTo(6, within(0.01));
    }

    @Test
    void theSameSeedGivesTheSameRunAndAnotherSeedAnother() {
        Parameters few = Parameters.usual(ECHO.parameters()).with("clients", 16).with("threads", 4);
        Outcome first = ECHO.run(Request.of("linux", few, 0.01, 1));
        Outcome again = ECHO.run(Request.of("linux", few, 0.01, 1));
        assertThat(again.figures()).isEqualTo(first.figures());
        assertThat(again.tables()).isEqualTo(first.tables());
        assertThat(again.curves()).isEqualTo(first.curves());
        EchoSystem other = new EchoSystems(Request.of("linux", few, 0.01, 2)).loaded();
        other.runFor(10_000_000);
        assertThat(other.latency().getMean()).isNotEqualTo(meanOf(first));
    }

    private static double meanOf(Outcome outcome) {
        return outcome.distributions().get(0).histogram().getMean();
    }

    @Test
    void thereIsNoOtherVariant() {
        assertThatThrownBy(() -> EchoVariant.named("v2")).hasMessage("there is no variant 'v2' of echo");
    }
}
