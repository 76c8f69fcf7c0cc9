// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.timed.echo.Load;

/** An echo server that is a guest behind a driver domain, against what its way is by hand, in microseconds. */
class EchoGuestTest {
    private static final int FEW = 100;
    private static final double DRIVER = 20;
    private static final double GUEST = 25;
    /** The interrupt's arrival, leaving C1, handler and softirq pass, and the switch to the vCPU that is woken. */
    private static final double WOKEN = 1.5 + 2 + 5 + 2;
    /** A client's write and send; NIC, wire, switch, wire and NIC; interrupt, softirq, wake-up and two calls. */
    private static final double CLIENT = 1 + 3.5 + 2 * (1 + 0.11 + 0.75 + 0.11 + 1) + 1.5 + 4 + 4.5 + 2;

    /** CPU0 passes the device's interrupt on; the driver is woken, flips; the guest is, answers; the driver is once more. */
    private static final double SERVER = 1 + 2 + 5 + WOKEN + DRIVER + 4 + WOKEN + 2 * GUEST + WOKEN + DRIVER;

    private static Parameters parameters(String... settings) {
        Parameters parameters = Parameters.usual(new Echo().parameters());
        for (String setting : settings) {
            parameters = parameters.with(setting.split("=")[0], setting.split("=")[1]);
        }
        return parameters;
    }

    private static EchoGuest guest(String variant, int clients, double think, String... settings) {
        return new EchoGuest(EchoVariant.named(variant), parameters(settings), new Load(clients, 1, 64, think), 1);
    }

    private static double roundTrip(String variant, String... settings) {
        return guest(variant, 1, 0, settings).runMessages(FEW).latency().getValueAtPercentile(50) / 1e3;
    }

    /** What the guests' programs take besides, an instruction each time, is 20 or so each time that one is woken. */
    @Test
    void aRoundTripIsTheSumOfItsParts() {
        double sum = SERVER + CLIENT;
        assertThat(sum).isCloseTo(156, within(5.0));
        assertThat(roundTrip("guest", "guest-step=100ns")).isBetween(sum, 1.25 * sum);
        assertThat(roundTrip("guest")).isBetween(sum + 3 * 15, 1.25 * sum + 3 * 25);
    }

    @Test
    void theGuestsCpuCarriesNoMoreThanItsTwoPartsOfAMessageAllow() {
        EchoGuest loaded = guest("guest", 512, 0);
        loaded.runFor(200_000_000);
        loaded.finish();
        assertThat(loaded.perSecond()).isBetween(0.85 * 1e6 / (2 * GUEST), 1e6 / (2 * GUEST));
        assertThat(loaded.awake(0)).isCloseTo(1, within(0.01));
        assertThat(loaded.awake(1)).isLessThan(0.95);
        // Little: all but a few of the clients wait in the server.
        assertThat(loaded.latency().getMean() / 1e9 * loaded.perSecond()).isCloseTo(512, within(5.0));
    }

    /** CPU0 for the interrupt, CPU1, CPU0 and CPU1 leave C6, of 104 us, instead of C1; half of that is one way. */
    @Test
    void aMessageLeavesC6FourTimes() {
        assertThat((roundTrip("guest-c6") - roundTrip("guest")) / 2).isCloseTo(4 * (104 - 2) / 2.0, within(12.0));
    }

    /** Each wake-up raises SCHEDULE, which was not raised before. */
    @Test
    void theFirstPostingStallsNoServerThatIsInterrupted() {
        assertThat(guest("guest-v1", 1, 1e6).runMessages(1000).latency().getMaxValue() / 1e3)
                .isLessThan(1500);
        assertThat(roundTrip("guest-v1")).isCloseTo(roundTrip("guest-c6"), within(5.0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"clients=4001", "size=1461"})
    void whatDoesNotFitIsRefused(String setting) {
        assertThatThrownBy(() -> new Echo().run(Request.of("guest", parameters(setting), 0.02, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(setting);
    }
}
