// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.junit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.container;
import static org.junit.platform.testkit.engine.EventConditions.displayName;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;
import static org.wakeproof.junit.Spec.idleTick;
import static org.wakeproof.junit.Spec.scenario;
import static org.wakeproof.junit.WakeproofAssertions.assertThat;
import static org.wakeproof.junit.WakeproofAssertions.assertThatTraceIn;
import static org.wakeproof.junit.WakeproofAssertions.explore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import org.wakeproof.softirq.Softirq;

/** What a spec that fails says. */
class FailuresTest {
    @Test
    void theMessageIsTheTrace() {
        assertThatThrownBy(() -> assertThat(explore(scenario("offline"))).holds())
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("expected HOLDS")
                .hasMessageContaining("CPU1 is offline and asleep; CPU0 waits for it to die")
                .hasMessageContaining("falls asleep in C1 (mwait)");
    }

    @Test
    void aSpecThatHoldsLosesNoWakeup() {
        assertThatThrownBy(() -> assertThat(explore(scenario("block"))).losesWakeup())
                .hasMessageStartingWith("expected VIOLATED")
                .hasMessageContaining("HOLDS  block\n")
                .hasMessageContaining("bound: 2 CPUs, 2 vCPUs of guests");
    }

    @Test
    void anotherPropertyIsNotTheOne() {
        assertThatThrownBy(() -> assertThat(explore(scenario("tickle"))).losesWakeup())
                .hasMessageStartingWith(
                        "expected a lost wake-up, but what is violated is 'work conservation: busyv0 on CPU1'");
        assertThatThrownBy(() -> assertThat(explore(scenario("tickle"))).violates("no deadlock"))
                .hasMessageStartingWith("expected that 'no deadlock' is violated, but 'work conservation");
    }

    @Test
    void detailsOfALossAreChecked() {
        Exploration loss = explore(idleTick().variant("v1").cState("c3").with("timers", "none"));
        assertThatThrownBy(() -> assertThat(loss).losesWakeup().ofCpu(0)).hasMessageStartingWith("expected that CPU0");
        assertThatThrownBy(() ->
                        assertThat(loss).losesWakeup().because(Softirq.SCHEDULE).pendingWhileAsleep())
                .hasMessageStartingWith("expected softirq 1 pending on CPU1 while it sleeps, but its word is 1");
        assertThatThrownBy(() -> assertThat(loss).losesWakeup().withTraceNoLongerThan(2))
                .hasMessageStartingWith("expected a trace of at most 2 turns, but it takes ");
    }

    /** A limit is neither a success nor a bug that was found. */
    @Test
    void anIncompleteExplorationFailsEverySpec() {
        Exploration cut = explore(idleTick().upTo(1000));
        assertThatThrownBy(() -> assertThat(cut).holds())
                .hasMessageStartingWith(
                        "expected HOLDS, but the exploration is INCOMPLETE, which is neither: stopped by"
                                + " the limit of 1,000 states");
        assertThatThrownBy(() -> assertThat(cut).losesWakeup()).hasMessageContaining("INCOMPLETE");
    }

    /** Run by the test below, as an engine would. */
    static class Limited {
        @WakeproofTest(states = 100)
        void tooSmall(Explorations explorations) {
            assertThat(explorations.explore(scenario("block"))).holds();
        }

        @WakeproofTest(states = 100)
        void asInTheTutorial() {
            assertThat(explore(scenario("block"))).holds();
        }

        @ExploreEach(
                scenario = "block",
                memory = {"sc", "tso"},
                states = 100)
        void eachTooSmall(Spec spec) {
            assertThat(explore(spec)).holds();
        }

        @ExploreEach(scenario = "block", options = "memory")
        void withoutValues(Spec spec) {
            assertThat(explore(spec)).holds();
        }
    }

    @Test
    void theLimitsOfATestApply() {
        Events events = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Limited.class))
                .execute()
                .allEvents();
        Condition<Throwable> incomplete = message(text -> text.contains("INCOMPLETE"));
        events.assertThatEvents()
                .haveExactly(1, event(test("tooSmall"), finishedWithFailure(incomplete)))
                .haveExactly(1, event(test("asInTheTutorial"), finishedWithFailure(incomplete)))
                .haveExactly(1, event(displayName("block --memory sc"), finishedWithFailure(incomplete)))
                .haveExactly(1, event(displayName("block --memory tso"), finishedWithFailure(incomplete)))
                .haveExactly(
                        1,
                        event(
                                container("withoutValues"),
                                finishedWithFailure(message("an option is NAME=VALUE,..., not 'memory'"))));
    }

    @Test
    void aTraceOfOtherPortsDoesNotHappen(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("loss.json");
        explore(scenario("offline")).saveTo(file);
        Files.writeString(file, Files.readString(file).replace("falls asleep in C1 (mwait)", "falls asleep in C6"));
        assertThatThrownBy(() -> assertThatTraceIn(file))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("is now 'falls asleep in C1 (mwait)', recorded is 'falls asleep in C6'");
    }

    @Test
    void aHoldIsNoCounterexample(@TempDir Path directory) {
        Path file = directory.resolve("holds.json");
        explore(scenario("block")).saveTo(file);
        assertThatThrownBy(() -> assertThatTraceIn(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds no trace: its verdict is HOLDS");
    }

    @Test
    void anUnknownOptionIsNamed() {
        assertThatThrownBy(() -> explore(scenario("block").with("hpet", "msi")))
                .hasMessage("block does not take --hpet; it takes --sample-age, --net, --change, --memory");
    }
}
