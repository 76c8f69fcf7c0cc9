// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.fixes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Verdict;

/** Each bug is found before its fix, and nothing is found after it. */
class CatalogueTest {
    /** Its two sides are 60 million states; 'wakeproof fixes --mutants' explores them. */
    private static final String TOO_LARGE = "M9";

    static Stream<Entry> entries() {
        return Stream.concat(Catalogue.FIXES.stream(), Catalogue.MUTANTS.stream())
                .filter(entry -> !entry.id().equals(TOO_LARGE));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void isFoundBeforeAndNotAfter(Entry entry) {
        for (Side side : List.of(entry.before(), entry.after())) {
            assertThat(side.explore(side.system(), Options.defaults()).verdict())
                    .as(side.commandLine())
                    .isEqualTo(side.expected());
        }
    }

    @Test
    void beforeIsToFailAndAfterIsToPass() {
        assertThat(entries()).allSatisfy(entry -> {
            assertThat(entry.before().expected()).isEqualTo(Verdict.VIOLATED);
            assertThat(entry.after().expected()).isEqualTo(Verdict.HOLDS);
        });
    }

    /** What needs store buffers is not there where memory is sequentially consistent. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "poll --change polls-by-plain-stores",
                "block --change blocks-by-plain-store",
                "affinity-race --change migrates-in-one-section,switches-without-fence",
                "switch-in --change switches-without-fence,stops-timer-without-fence",
                "rcu-idle --change starts-batch-without-fence"
            })
    void plainStoresAreHarmlessWithoutStoreBuffers(String commandLine) {
        Side side = Side.holds(commandLine);
        assertThat(side.explore(side.system(), Options.defaults()).verdict()).isEqualTo(Verdict.HOLDS);
    }

    /** M13b: of the two fences between is_running and the look for events, one is enough. */
    @ParameterizedTest
    @ValueSource(strings = {"switches-without-fence", "stops-timer-without-fence"})
    void oneFenceOfTheSwitchIsEnough(String change) {
        Side side = Side.holds("switch-in --memory tso --change " + change);
        assertThat(side.explore(side.system(), Options.defaults()).verdict()).isEqualTo(Verdict.HOLDS);
    }

    /** What a fix leaves open, or a change opens: told in docs/fixes.md. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tasklet-tickle --change tasklet-just-enqueued",
                "tickle-idlers --change idlers-set-before-steal",
                "tickle --change idlers-set-before-steal",
                "tickle-both"
            })
    void workWaitsWhileACpuIdles(String commandLine) {
        Side side = Side.violated(commandLine);
        assertThat(side.explore(side.system(), Options.defaults()).property().orElseThrow())
                .startsWith("work conservation");
    }

    /** F04: stopping the timer that moves raises TIMER on the dying CPU, which so finds work; a poll's timer stays. */
    @Test
    void aTimerThatMovesAwayKeepsTheDyingCpuAwake() {
        String dies = "CPU1 dies once it is offline";
        for (Side side : List.of(
                Side.holds("offline --timers single-shot").decidedBy(dies),
                Side.violated("offline --change poll-with-timeout").decidedBy(dies))) {
            assertThat(side.explore(side.system(), Options.defaults()).verdict())
                    .as(side.commandLine())
                    .isEqualTo(side.expected());
        }
    }

    /** The fix of May 2010 left the timers behind that were not active; the next month's commit moved those, too. */
    @Test
    void theFirstFixOfTheTimersLeftBehindWasNotTheWhole() {
        Side first = Side.violated("offline --variant timers-only --change poll-with-timeout,moves-active-timers");
        assertThat(first.explore(first.system(), Options.defaults()).property())
                .contains("dom1v0 does not stay blocked");
    }
}
