// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.junit;

import static org.wakeproof.junit.Spec.idleTick;
import static org.wakeproof.junit.Spec.scenario;
import static org.wakeproof.junit.WakeproofAssertions.assertThat;
import static org.wakeproof.junit.WakeproofAssertions.assertThatTraceIn;
import static org.wakeproof.junit.WakeproofAssertions.explore;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.softirq.Softirq;

/** Specs as a team would keep them. */
class SpecsTest {
    @Test
    void suspendingTheTickAfterTheCheckLosesAWakeup() {
        assertThat(explore(idleTick().variant("v1").cpus(2).cState("c3").with("timers", "none")))
                .losesWakeup()
                .ofCpu(1)
                .because(Softirq.TIMER)
                .pendingWhileAsleep()
                .withTraceNoLongerThan(40);
    }

    @ParameterizedTest
    @ValueSource(strings = {"legacy", "msi", "pit"})
    void theCommittedVersionLosesNothingOnOneCpu(String hpet) {
        assertThat(explore(idleTick().cpus(1).with("hpet", hpet))).holds();
    }

    @Test
    void aPreemptedVcpuWaits() {
        assertThat(explore(scenario("tickle"))).violates("work conservation: busyv0 on CPU1");
    }

    @WakeproofTest(seconds = 30)
    void aTestGetsItsExplorations(Explorations explorations) {
        assertThat(explorations.explore(scenario("block"))).holds();
    }

    @Test
    void aCounterexampleIsKeptAndHappensAgain(@TempDir Path directory) {
        Path file = directory.resolve("loss.json");
        explore(scenario("offline")).saveTo(file);
        assertThatTraceIn(file);
    }
}
