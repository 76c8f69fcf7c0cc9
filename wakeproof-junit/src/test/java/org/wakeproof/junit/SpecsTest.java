// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.wakeproof.junit.Spec.idleTick;
import static org.wakeproof.junit.Spec.scenario;
import static org.wakeproof.junit.WakeproofAssertions.assertThat;
import static org.wakeproof.junit.WakeproofAssertions.assertThatTraceIn;
import static org.wakeproof.junit.WakeproofAssertions.explore;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wakeproof.explorer.Options;
import org.wakeproof.scenario.Settings.Memory;
import org.wakeproof.scenario.Settings.Variant;
import org.wakeproof.softirq.Softirq;

/** Specs as a team would keep them. */
class SpecsTest {
    @Test
    void suspendingTheTickAfterTheCheckLosesAWakeup() {
        assertThat(explore(idleTick().variant(Variant.V1).cpus(2).cState("c3").with("timers", "none")))
                .losesWakeup()
                .ofCpu(1)
                .because(Softirq.TIMER)
                .pendingWhileAsleep()
                .withTraceNoLongerThan(40);
    }

    @ExploreEach(
            scenario = "idle-tick",
            cpus = 1,
            variants = {"v0", "v2"},
            options = {"hpet=legacy,msi,pit", "timers=none"})
    void theVersionsBeforeAndAfterLoseNothingOnOneCpu(Spec spec) {
        assertThat(explore(spec)).holds();
    }

    // tutorial: each combination
    @ExploreEach(
            scenario = "block",
            memory = {"sc", "tso"},
            seconds = 30)
    void blockingIsSafeInEveryMemoryModel(Spec spec, Explorations explorations) {
        assertThat(explorations.explore(spec)).holds();
    }
    // end

    @Test
    void aPlainStoreInItsPlaceIsNot() {
        Spec plain = scenario("block").with("change", "blocks-by-plain-store");
        assertThat(explore(plain.memory(Memory.SC))).holds();
        assertThat(explore(plain.memory(Memory.TSO))).violates("no event slept through by dom1v0");
    }

    @Test
    void aSpecCanBeExploredAsSets() {
        Exploration exploration = explore(scenario("raise-batch").search(Options.Order.SYMBOLIC));
        assertThat(exploration).holds();
        assertEquals(
                exploration.result().statistics().states(),
                explore(scenario("raise-batch").unreduced())
                        .result()
                        .statistics()
                        .states());
        assertThrows(
                IllegalArgumentException.class,
                () -> scenario("block").upTo(10).search(Options.Order.SYMBOLIC).explore());
    }

    /** It goes on as sets at so many stored states, so a limit of more would be none. */
    @Test
    void anAutomaticSearchTakesALimitOfStatesThatItComesTo() {
        Spec automatic = scenario("raise-batch").search(Options.Order.AUTO);
        assertThat(explore(automatic.upTo(Options.AUTO_STATES))).holds();
        assertThrows(
                IllegalArgumentException.class,
                () -> automatic.upTo(Options.AUTO_STATES + 1).explore());
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
