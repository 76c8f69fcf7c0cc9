// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Verdict;

/** Samples of NOW() that grow old while they are in use: what is exercised then, and that the reduction keeps up. */
class SampleAgeTest {
    private static final String IDLE_ONCE = "idle-once --cstate c3 --timers none";
    private static final String IDLE_TICK = "idle-tick --cstate c3 --timers none";
    private static final String NEAR_MISS_NEVER = "hpet_next_event: NOW(): cnt is now";

    /** What a run never exercised, as far as it looked. */
    private static List<String> unexercised(String commandLine) {
        return CommandLines.check(commandLine, Options.defaults().withMaxStates(150_000))
                .vacuity()
                .oneWayOnly();
    }

    @Test
    void aCounterPassesWhatIsBeingWrittenOnlyIfSamplesAge() {
        for (String system : List.of(IDLE_ONCE, IDLE_TICK)) {
            assertThat(unexercised(system)).as(system).contains(NEAR_MISS_NEVER);
            assertThat(unexercised(system + " --sample-age 1"))
                    .as(system)
                    .isNotEmpty()
                    .doesNotContain(NEAR_MISS_NEVER);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2", "no-check"})
    void fusingStepsChangesNoVerdict(String variant) {
        String commandLine = IDLE_ONCE + " --sample-age 1 --variant " + variant;
        Result plain = CommandLines.check(commandLine, Options.defaults().withFusion(false));
        Result fused = CommandLines.check(commandLine);
        assertThat(plain.verdict()).isEqualTo(variant.equals("v2") ? Verdict.HOLDS : Verdict.VIOLATED);
        assertThat(fused.verdict()).isEqualTo(plain.verdict());
        assertThat(fused.property()).isEqualTo(plain.property());
    }

    @Test
    void itIsABoundOfTheVerdict() {
        assertThat(CommandLines.system(IDLE_ONCE).bounds())
                .anyMatch(bound -> bound.contains("a sample of NOW() is used within the tick it was taken in"));
        assertThat(CommandLines.system(IDLE_ONCE + " --sample-age 1").bounds())
                .anyMatch(bound -> bound.contains("a sample of NOW() grows at most 1 tick old while it is in use"));
    }

    @Test
    void itNeedsAClock() {
        assertThatThrownBy(() -> CommandLines.system("block --sample-age 1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--sample-age needs a clock, and without timers, accounting and nets there is none");
    }
}
