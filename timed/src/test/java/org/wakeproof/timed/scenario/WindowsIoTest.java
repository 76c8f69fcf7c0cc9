// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wakeproof.timed.windows.VcpuActivity;
import org.wakeproof.timed.windows.WindowsGuest;

/** Requests a second of a Windows guest, against 10 us + k reads of the clock + m accesses to the APIC by hand. */
class WindowsIoTest {
    private static final WindowsIo WINDOWS_IO = new WindowsIo();
    private static final Percentage TOLERANCE = Percentage.withPercentage(2);
    private static final String LOW = "clock-reads=4 pm-timer-exit=2.2us apic-accesses=2 apic-exit=1us";
    private static final String HIGH = "clock-reads=16 pm-timer-exit=3.6us apic-accesses=4 apic-exit=1.6us";

    private static WindowsGuest run(String variant, String settings) {
        Parameters parameters = Parameters.usual(WINDOWS_IO.parameters());
        for (String setting : settings.isBlank() ? new String[0] : settings.split(" ")) {
            parameters = parameters.with(setting.split("=")[0], setting.split("=")[1]);
        }
        WindowsGuest guest =
                new WindowsGuest(WindowsVariant.named(variant).costs(parameters), (int) parameters.whole("depth"), 1);
        guest.runFor(40_000_000);
        return guest;
    }

    @ParameterizedTest
    @CsvSource({
        "plain,     26_400, 48_100, 13_500",
        "msr-clock, 55_900, 71_400, 41_000",
        "tsc-page,  70_700, 82_500, 59_200",
        "apicv,     29_400, 53_200, 14_800",
        "both,      97_700, 98_800, 95_400",
        "both-msr,  71_400, 83_300, 55_600",
        "tracing,   22_000, 40_100, 11_200",
        "linux,    100_000, 100_000, 100_000"
    })
    void comeOutAsByHandInTheMiddleAndAtBothCorners(String variant, String middle, String low, String high) {
        assertThat(run(variant, "").perSecond()).isCloseTo(number(middle), TOLERANCE);
        assertThat(run(variant, LOW).perSecond()).isCloseTo(number(low), TOLERANCE);
        assertThat(run(variant, HIGH).perSecond()).isCloseTo(number(high), TOLERANCE);
    }

    private static double number(String written) {
        return Double.parseDouble(written.replace("_", ""));
    }

    @Test
    void theClockGainsMoreThanTheApicAtAllCorners() {
        for (String corner : new String[] {"", LOW, HIGH, LOW + " apic-accesses=4 apic-exit=1.6us"}) {
            assertThat(run("msr-clock", corner).perSecond())
                    .as(corner)
                    .isGreaterThan(run("apicv", corner).perSecond());
        }
    }

    @ParameterizedTest
    @CsvSource({"65us", "1ms"})
    void theDiskDoesNotMatterWhileTheVcpuIsBusy(String latency) {
        assertThat(run("plain", "block-latency=" + latency).perSecond()).isCloseTo(26_400, TOLERANCE);
    }

    @Test
    void aDiskThatTakesLongerThan64RequestsOfTheVcpuDoes() {
        assertThat(run("plain", "block-latency=5ms").perSecond()).isCloseTo(64 / 5e-3, Percentage.withPercentage(5));
    }

    @Test
    void theQueueDepthMattersUntilTheDiskIsCovered() {
        // 4.5 requests cover 130 us with 37.9 us each; 18,000 a second would be covered by 3.3.
        assertThat(run("plain", "depth=8").perSecond()).isCloseTo(26_400, TOLERANCE);
        assertThat(run("plain", "depth=256").perSecond()).isCloseTo(26_400, TOLERANCE);
        double alone = 37.9 + 130 + 2 * 4.5 + 0.7;
        assertThat(run("plain", "depth=1").perSecond()).isCloseTo(1e6 / alone, Percentage.withPercentage(3));
    }

    @Test
    void theVcpuIsWhatIsBusyAndQemuIsNot() {
        for (WindowsVariant variant : WindowsVariant.values()) {
            WindowsGuest guest = run(variant.toString(), "main-loop=9us");
            assertThat(guest.vcpuShare(VcpuActivity.ASLEEP))
                    .as(variant.toString())
                    .isLessThan(0.001);
            assertThat(guest.mainLoopShare()).as(variant.toString()).isLessThan(0.95);
        }
    }

    @Test
    void mostRequestsAreInTheGuest() {
        WindowsGuest plain = run("plain", "");
        assertThat(plain.inQemu()).as("Little").isCloseTo(plain.perSecond() * 130e-6, within(0.3));
        assertThat(run("linux", "").inQemu()).isCloseTo(13, within(0.5));
        assertThat(plain.latency().getMean() / 1e9 * plain.perSecond()).isCloseTo(64, within(0.5));
    }

    @Test
    void theTimesOfTheVcpuAreAllThatThereIs() {
        for (WindowsVariant variant : WindowsVariant.values()) {
            WindowsGuest guest = run(variant.toString(), "depth=3");
            double all = 0;
            for (VcpuActivity activity : VcpuActivity.values()) {
                all += guest.vcpuShare(activity);
            }
            assertThat(all).as(variant.toString()).isCloseTo(1, within(1e-9));
        }
    }

    @Test
    void thePmTimersPortLeadsTheExits() {
        WindowsGuest plain = run("plain", "");
        assertThat(plain.exits(VcpuActivity.PM_TIMER)).isCloseTo(8 * plain.requests(), within(64L));
        assertThat(plain.exits(VcpuActivity.APIC_PAGE)).isCloseTo(3 * plain.requests(), within(64L));
        assertThat(plain.exits(VcpuActivity.PM_TIMER))
                .isGreaterThan(plain.exits(VcpuActivity.KICK) + plain.exits(VcpuActivity.INTERRUPT));
        assertThat(run("both", "").exits(VcpuActivity.INTERRUPT)).isZero();
    }

    @Test
    void theSameSeedGivesTheSameRunAndAnotherSeedAnother() {
        Parameters usual = Parameters.usual(WINDOWS_IO.parameters()).with("depth", 4);
        Outcome first = WINDOWS_IO.run(Request.of("plain", usual, 0.04, 1));
        Outcome again = WINDOWS_IO.run(Request.of("plain", usual, 0.04, 1));
        assertThat(again.figures()).isEqualTo(first.figures());
        assertThat(again.tables()).isEqualTo(first.tables());
        assertThat(again.curves()).isEqualTo(first.curves());
        assertThat(WINDOWS_IO.run(Request.of("plain", usual, 0.04, 2)).figures())
                .isNotEqualTo(first.figures());
    }

    @Test
    void thereIsNoOtherVariant() {
        assertThatThrownBy(() -> WindowsVariant.named("v2")).hasMessage("there is no variant 'v2' of windows-io");
    }
}
