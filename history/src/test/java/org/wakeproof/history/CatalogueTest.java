// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.scenario.Settings.SafetyNet;

/** Each bug is found before its fix, and nothing is found after it. */
@Execution(ExecutionMode.CONCURRENT)
class CatalogueTest {
    private static final Options ALONE = Options.defaults().withThreads(1);

    /** Its two sides are 60 million states; 'wakeproof fixes --mutants' explores them. */
    private static final String TOO_LARGE = "M9";

    private static final Set<String> LARGE_AFTER = Set.of("F22", "F23", "M13");
    private static final boolean SLOW = Boolean.getBoolean("slow");
    private static final Map<Side, Verdict> VERDICTS = new ConcurrentHashMap<>();

    static Stream<Entry> entries() {
        return Stream.of(
                        Catalogue.FIXES.stream(),
                        Catalogue.MUTANTS.stream().filter(CatalogueTest::isNew),
                        Catalogue.REFACTORINGS.stream())
                .flatMap(entries -> entries)
                .filter(entry -> !entry.id().equals(TOO_LARGE));
    }

    /** Some mutants put a historic bug back, and nothing else. */
    private static boolean isNew(Entry mutant) {
        return Catalogue.FIXES.stream().noneMatch(fix -> fix.before().equals(mutant.before()));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void isFoundBeforeAndNotAfter(Entry entry) {
        assertThat(verdict(entry.before()))
                .as(entry.before().commandLine())
                .isEqualTo(entry.before().expected());
        assumeTrue(SLOW || !LARGE_AFTER.contains(entry.id()), "millions of states without the bug; -Dslow=true");
        assertThat(verdict(entry.after())).as(entry.after().commandLine()).isEqualTo(Verdict.HOLDS);
    }

    /** Explored once: several bugs have the same system behind them. */
    private static Verdict verdict(Side side) {
        return VERDICTS.computeIfAbsent(
                side, each -> each.explore(each.system(), ALONE).verdict());
    }

    /** What the nets add must not raise a false alarm. */
    @EnabledIfSystemProperty(named = "slow", matches = "true", disabledReason = "half a minute; -Dslow=true")
    @ParameterizedTest
    @MethodSource("fixedSidesWithNets")
    void holdsAfterWithSafetyNetsToo(Side side) {
        assertThat(verdict(side)).as(side.commandLine()).isEqualTo(Verdict.HOLDS);
    }

    static Stream<Side> fixedSidesWithNets() {
        return Catalogue.FIXES.stream()
                .flatMap(entry -> Stream.of(SafetyNet.values()).flatMap(net -> entry.after().withNet(net).stream()));
    }

    @Test
    void beforeIsToFailAndAfterIsToPass() {
        assertThat(entries()).allSatisfy(entry -> {
            assertThat(entry.before().expected()).isEqualTo(entry.isControl() ? Verdict.HOLDS : Verdict.VIOLATED);
            assertThat(entry.after().expected()).isEqualTo(Verdict.HOLDS);
        });
    }

    @Test
    void sinceAYearAreTheBugsFixedAndThePlacesBroughtFromThatYearOn() {
        assertThat(Catalogue.since(2025))
                .extracting(Entry::id)
                .containsExactly("F31", "F32", "F35b", "F37", "F38", "P1", "P2", "P6", "P11", "P19");
        assertThat(Catalogue.since(0))
                .hasSize(Catalogue.FIXES.size() + Catalogue.PLACES.size() - 3)
                .noneMatch(entry -> List.of("P12", "P16", "P17").contains(entry.id()));
    }

    /** The fence of 2021 is for Arm: on x86 the flag is set by a locked operation, which is one. M12 takes that away. */
    @Test
    void theOnlyControlIsTheFenceThatX86DoesWithout() {
        assertThat(entries().filter(Entry::isControl).map(Entry::id)).containsExactly("F39b");
        assertThat(Catalogue.find("M12").orElseThrow().before().expected()).isEqualTo(Verdict.VIOLATED);
    }

    /** What needs store buffers is not there where memory is sequentially consistent. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "poll --change polls-by-plain-stores",
                "block --change blocks-by-plain-store",
                "affinity-race --change migrates-in-one-section,switches-without-fence",
                "x2apic-send --change sends-without-fence",
                "mwait-wakeup --change raises-by-plain-store,elides-without-fence",
                "switch-in --change switches-without-fence,stops-timer-without-fence",
                "rcu-idle --change starts-batch-without-fence"
            })
    void plainStoresAreHarmlessWithoutStoreBuffers(String commandLine) {
        assertThat(verdict(Side.holds(commandLine))).isEqualTo(Verdict.HOLDS);
    }

    /** F32: who is told by a store that comes too late finds out by itself, even where clocks differ by a tick. */
    @EnabledIfSystemProperty(named = "slow", matches = "true", disabledReason = "half a minute; -Dslow=true")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mwait-broadcast --change flag-apart-from-store",
                "mwait-broadcast --memory tso --change flag-apart-from-store",
                "mwait-broadcast --change flag-apart-with-clocks-apart",
                "mwait-broadcast --change flag-apart-trusting-stores"
            })
    void aStoreThatComesTooLateLosesNoWakeUp(String commandLine) {
        for (String property : List.of("no lost wake-up of CPU1", "no missed deadline of CPU1")) {
            Side side = Side.holds(commandLine).decidedBy(property);
            assertThat(verdict(side)).as(property).isEqualTo(Verdict.HOLDS);
        }
    }

    /** On x86 the fences are there twice: locked operations, and interrupts that drain the store buffer. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mwait-wakeup --memory tso",
                "mwait-wakeup --memory tso --change elides-without-fence",
                "in-mwait --memory tso --change nothing-locked-after-mwait"
            })
    void sleepersInMwaitLoseNothingUnderTso(String commandLine) {
        assertThat(verdict(Side.holds(commandLine))).isEqualTo(Verdict.HOLDS);
    }

    @EnabledIfSystemProperty(named = "slow", matches = "true", disabledReason = "half a minute; -Dslow=true")
    @Test
    void sleepersInMwaitLoseNothingOfABroadcastUnderTso() {
        sleepersInMwaitLoseNothingUnderTso("mwait-broadcast --memory tso");
    }

    /** M13b: of the two fences between is_running and the look for events, one is enough. */
    @ParameterizedTest
    @ValueSource(strings = {"switches-without-fence", "stops-timer-without-fence"})
    void oneFenceOfTheSwitchIsEnough(String change) {
        assertThat(verdict(Side.holds("switch-in --memory tso --change " + change)))
                .isEqualTo(Verdict.HOLDS);
    }

    /** What a fix leaves open, or a change opens: told in docs/fixes.md. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tasklet-tickle --change tasklet-just-enqueued",
                "tickle-idlers --change idlers-set-before-steal",
                "tickle --change idlers-set-before-steal"
            })
    void workWaitsWhileACpuIdles(String commandLine) {
        Side side = Side.violated(commandLine);
        assertThat(side.explore(side.system(), ALONE).property().orElseThrow()).startsWith("work conservation");
    }

    @EnabledIfSystemProperty(named = "slow", matches = "true", disabledReason = "half a minute; -Dslow=true")
    @Test
    void workWaitsThoughTwoIdleCpusAreTold() {
        workWaitsWhileACpuIdles("tickle-both");
    }

    /** F04: stopping the timer that moves raises TIMER on the dying CPU, which so finds work; a poll's timer stays. */
    @Test
    void aTimerThatMovesAwayKeepsTheDyingCpuAwake() {
        String dies = "CPU1 dies once it is offline";
        for (Side side : List.of(
                Side.holds("offline --timers single-shot").decidedBy(dies),
                Side.violated("offline --change poll-with-timeout").decidedBy(dies))) {
            assertThat(verdict(side)).as(side.commandLine()).isEqualTo(side.expected());
        }
    }

    /** The fix of May 2010 left the timers behind that were not active; the next month's commit moved those, too. */
    @Test
    void theFirstFixOfTheTimersLeftBehindWasNotTheWhole() {
        Side first = Side.violated("offline --variant timers-only --change poll-with-timeout,moves-active-timers");
        assertThat(first.explore(first.system(), ALONE).property()).contains("dom1v0 does not stay blocked");
    }
}
