// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Verdict;

/** Platforms and devices other than the usual ones, on systems small enough to be explored whole. */
class EveryOptionTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "idle-once --cstate c3 --timers none --hpet msi",
        "idle-once --cstate c3 --timers none --hpet msi-shared",
        "idle-once --cstate c3 --timers none --hpet legacy-any",
        "idle-once --cstate c3 --timers none --hpet pit",
        "idle-once --cstate c3 --timers none --rounds 2",
        "idle-once --cstate c3 --timers none --platform halt",
        "idle-once --cstate any --timers none --platform sysio,c2-ok",
        "idle-once --cstate c3 --timers none --platform bm-control",
        "idle-once --cstate any --platform tickless",
        "idle-once --cstate none --timers none",
        "idle-tick --cpus 1 --cstate c3 --timers none --platform bm-control",
        "idle-tick --cpus 1 --cstate c3 --timers none --hpet pit",
        "idle-tick --cpus 1 --cstate c1 --timers none --net calibration",
        "idle-tick --cpus 1 --cstate c1 --net quantum",
        "idle-tick --cpus 1 --cstate c2 --timers none --platform halt,c2-ok",
        "idle-tick --cpus 1 --cstate c1 --timers none --net calibration --platform trace"
    })
    void v2LosesNothing(String commandLine) {
        assertThat(CommandLines.check(commandLine).verdict()).isEqualTo(Verdict.HOLDS);
    }

    private static final long STATES = Boolean.getBoolean("slow") ? 2_000_000 : 150_000;

    /** Channels are handed over between three CPUs; the whole space is for a longer run. */
    @Test
    void sharedChannelsAreHandedOver() {
        Result result = CommandLines.check(
                "idle-once --cpus 3 --cstate c3 --timers none --hpet msi-shared",
                Options.defaults().withMaxStates(STATES));
        assertThat(result.verdict()).isNotEqualTo(Verdict.VIOLATED);
    }

    /** S1: V1's shape with another bit. The record is taken after the last look at the pending softirqs. */
    @Test
    void aTraceRecordOnTheWayToSleepLosesAWakeUp() {
        Result result = CommandLines.check("idle-once --cstate c1 --timers none --platform trace");
        assertThat(result.property()).contains("no lost wake-up of CPU1");
        assertThat(result.explanation()).contains("TASKLET pending");
    }

    /** Of timers that nobody has none can be moved: the port that moves them has none to ask. */
    @ParameterizedTest
    @ValueSource(strings = {"moves-active-timers", "moves-all-timers"})
    void whereThereIsNoTimerTheOnesOfADeadCpuDoNotMove(String change) {
        assertThatThrownBy(() -> CommandLines.system("offline --variant timers-only --change " + change))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--change " + change + " changes nothing here");
    }
}
