// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Parameters as they are written. */
class ParametersTest {
    private static final Parameters USUAL = Parameters.usual(new Idle().parameters());

    @ParameterizedTest
    @CsvSource({"c3-exit,200us,200000", "c3-exit,0.2ms,200000", "dom0-timers,10Hz,10", "cpus,16,16", "hpet,msi,2"})
    void areReadInTheirUnits(String name, String text, double value) {
        assertThat(USUAL.with(name, text).get(name)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cpus        | 17    | cpus takes 1..16, not 17",
                "cpus        | many  | cpus takes a whole number, not many",
                "cpus        | 3.5   | cpus takes a whole number, not 3.5",
                "c3-exit     | 200   | c3-exit takes a duration like 10ms or 50us, not 200",
                "c3-exit     | 1s    | c3-exit takes 50us..245us, not 1s",
                "dom0-timers | 10ms  | dom0-timers takes a rate like 3Hz, not 10ms",
                "dom0-timers | NaNHz | dom0-timers takes a rate like 3Hz, not NaNHz",
                "hpet        | none  | hpet is one of legacy, legacy-any, msi, msi-shared, pit, not none"
            })
    void areRefusedInALine(String name, String text, String message) {
        assertThatThrownBy(() -> USUAL.with(name, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"2.4GHz,2.4e9", "1MHz,1e6", "50kHz,5e4", "3Hz,3"})
    void ofRatesMayBeLarge(String text, double value) {
        assertThat(Unit.RATE.parse(text)).isEqualTo(value);
        assertThat(Unit.RATE.parse(Unit.RATE.format(value))).isEqualTo(value);
    }

    @Test
    void ofWrongNamesAreRefused() {
        assertThatThrownBy(() -> USUAL.with("cpu", "8"))
                .hasMessageStartingWith("there is no parameter 'cpu'; there is cpus, ");
    }

    static Object[] parameters() {
        return TimedScenario.all().stream()
                .flatMap(scenario -> scenario.parameters().stream())
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void sayWhereTheyComeFromAndTakeTheirOwnEnds(Parameter parameter) {
        assertThat(parameter.source()).isNotBlank();
        assertThat(parameter.text()).isNotBlank();
        for (double value : new double[] {parameter.low(), parameter.value(), parameter.high()}) {
            assertThat(parameter.parse(parameter.format(value))).isEqualTo(value);
        }
    }
}
