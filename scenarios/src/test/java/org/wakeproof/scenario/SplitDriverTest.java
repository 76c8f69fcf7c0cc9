// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.explorer.Verdict;

/** netfront and netback: no notification is lost, by the rules that ring.h has for both ends of both rings. */
class SplitDriverTest {
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "net-rx --rounds 2",
                "net-rx --rounds 2 --change rx-copy",
                "net-tx --rounds 3",
                "net-rx --rounds 2 --memory tso",
                "net-rx --rounds 2 --memory tso --change rx-copy",
                "net-tx --rounds 2 --memory tso",
                // Of two responses the first has notified already, or the second will.
                "net-tx --rounds 2 --change collects-once",
                // A barrier is for machines whose stores wait.
                "net-rx --rounds 2 --change push-without-fence",
                "net-tx --rounds 2 --change final-check-without-fence"
            })
    void holds(String commandLine) {
        assertThat(CommandLines.check(commandLine).verdict()).isEqualTo(Verdict.HOLDS);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "net-rx",
                "net-rx --change rx-copy",
                "net-rx --memory tso",
                "net-rx --memory tso --change rx-copy",
                "net-tx",
                "net-tx --memory tso",
                // netback's second look at a full ring is enough, as it comes behind every stop.
                "net-rx --change stops-queue-blindly",
                "net-rx --memory tso --change stops-queue-blindly"
            })
    @EnabledIfSystemProperty(named = "slow", matches = "true", disabledReason = "some minutes; -Dslow=true")
    void holdsWithMorePackets(String commandLine) {
        assertThat(CommandLines.check(commandLine).verdict()).isEqualTo(Verdict.HOLDS);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "net-rx --rounds 2 --change final-check-looks-once",
                "net-rx --rounds 2 --change final-check-asks-last",
                "net-rx --change pushes-blindly",
                "net-rx --rounds 2 --change polls-with-interrupts",
                "net-rx --rounds 2 --change push-without-fence --memory tso",
                "net-rx --rounds 2 --change final-check-without-fence --memory tso",
                "net-tx --rounds 2 --change final-check-looks-once",
                "net-tx --rounds 2 --change final-check-asks-last",
                "net-tx --rounds 3 --change collects-once",
                "net-tx --rounds 2 --change push-without-fence --memory tso",
                "net-tx --rounds 2 --change final-check-without-fence --memory tso"
            })
    void isViolated(String commandLine) {
        Result result = CommandLines.check(commandLine);
        assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(result.property().orElseThrow()).startsWith("every packet is ");
    }

    /** As with collects-once, three packets are needed. */
    @Test
    @EnabledIfSystemProperty(named = "slow", matches = "true", disabledReason = "half a minute; -Dslow=true")
    void collectingWithoutFenceIsViolated() {
        isViolated("net-tx --rounds 3 --change collects-without-fence --memory tso");
    }

    /** The reduction against the plain search. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "net-rx --rounds 1",
                "net-rx --rounds 1 --change rx-copy",
                "net-rx --rounds 2 --change final-check-asks-last",
                "net-tx --rounds 2",
                "net-tx --rounds 2 --change final-check-looks-once"
            })
    void theReductionChangesNoVerdict(String commandLine) {
        Result plain = CommandLines.check(commandLine, Options.defaults().withFusion(false));
        Result reduced = CommandLines.check(commandLine);
        assertThat(reduced.verdict()).isEqualTo(plain.verdict());
        assertThat(reduced.property()).isEqualTo(plain.property());
    }

    /** Two searches that share no code count the same states, one by one and as sets. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"net-rx --rounds 1", "net-rx --rounds 2 --change rx-copy", "net-tx --rounds 2"})
    void theSymbolicSearchFindsTheSameStates(String commandLine) {
        Result plain = CommandLines.check(commandLine, Options.defaults().withFusion(false));
        Result symbolic = CommandLines.check(commandLine, Options.defaults().withSearch(Options.Order.SYMBOLIC));
        assertThat(symbolic.verdict()).isEqualTo(plain.verdict());
        assertThat(symbolic.statistics().states()).isEqualTo(plain.statistics().states());
    }

    private static List<String> words(String commandLine) {
        return CommandLines.check(commandLine).trace().orElseThrow().steps().stream()
                .map(TraceStep::description)
                .toList();
    }

    /** The response comes between the look and the question, and netback reads the old event index. */
    @Test
    void aResponseFallsBetweenTheLookAndTheQuestion() {
        assertThat(words("net-rx --rounds 2 --change final-check-asks-last"))
                .containsSubsequence(
                        "R: rx.sring.rsp_prod is 1",
                        "W: rx.sring.rsp_prod = 2",
                        "R: rx.sring.rsp_event is 1",
                        "W: rx.sring.rsp_event = 2");
    }

    /** The event of a page comes between netback's look at a full ring and the stop of its queue, and finds nothing to wake. */
    @Test
    void anEventFallsBetweenTheLookAndTheStop() {
        assertThat(words("net-rx --change pushes-blindly"))
                .containsSubsequence(
                        "W: rx.sring.req_event = 3",
                        "R: rx.sring.req_prod is 2",
                        "W: rx.sring.req_prod = 3",
                        "takes the netif_be_int interrupt",
                        "A: set 1 in netback.queue_stopped");
    }

    /** Events are interrupts: one that comes while netfront polls finds that it does, and is gone. */
    @Test
    void anEventFallsBetweenTheFinalCheckAndTheEndOfThePoll() {
        assertThat(words("net-rx --rounds 2 --change polls-with-interrupts"))
                .containsSubsequence(
                        "W: rx.sring.rsp_event = 2",
                        "W: rx.sring.rsp_prod = 2",
                        "takes the netif_int interrupt",
                        "A: clear 1 in netfront.rx_sched");
    }

    /** A page is flipped in the order that gnttab_transfer has: committed, the frame, completed. */
    @Test
    void aPageIsCommittedThenNamedThenCompleted() {
        assertThat(words("net-rx --rounds 2 --change final-check-asks-last"))
                .containsSubsequence(
                        "A: domU.grant[0].flags from 2 to 6",
                        "W: domU.grant[0].frame = 1",
                        "W: domU.grant[0].flags = 14");
    }
}
