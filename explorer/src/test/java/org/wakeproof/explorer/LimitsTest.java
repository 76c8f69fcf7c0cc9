// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.Word;

/** A limit ends a run wherever it is. */
class LimitsTest {
    private static final int CPUS = 3;
    private static final int ROUNDS = 1_000;

    /** The start lies in a region of a thousand million states, all of which a decision about it looks at. */
    @Tag("long")
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SYMBOLIC")
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aRegionAsLargeAsTheSpaceIsNoWayRound(Options.Order order) {
        Machine machine = new Machine(CPUS);
        Word[] counts = new Word[CPUS];
        for (int cpu = 0; cpu < CPUS; cpu++) {
            Word count = machine.word("count" + cpu, ROUNDS, 0);
            counts[cpu] = count;
            Procedure round = machine.function(
                    "round" + cpu, () -> count.addReturn(1) == ROUNDS ? Procedure.STOP : Procedure.AGAIN);
            machine.boot(cpu, false, machine.procedure("main" + cpu, () -> round.repeat()));
        }
        machine.seal();
        Property leaves = new Property.Leaves(
                "all come to their end",
                state -> List.of(counts).stream().anyMatch(count -> state.get(count.field()) < ROUNDS),
                state -> "counting");
        Options options = Options.defaults().withSearch(order).withThreads(1).withTimeout(Duration.ofSeconds(1));
        Result result = new Explorer(machine, List.of(leaves), options).run();
        assertThat(result.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(result.explanation()).isEqualTo("stopped by the limit of 1 s of time (--timeout)");
    }

    /** That a run can stay is known; how, is not, as the search for that is stopped. */
    @ParameterizedTest
    @EnumSource(names = {"BFS", "DFS", "RANDOM"})
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whatIsFoundIsToldThoughTheRoundIsNot(Options.Order order) {
        Machine machine = new Machine(1);
        Word x = machine.word("x", 2, 0);
        machine.boot(0, false, machine.procedure("main", () -> {
            x.store(1);
            x.store(2);
        }));
        machine.seal();
        Explorer[] explorer = new Explorer[1];
        // The check of the region comes to its end first, from the very first state.
        Property leaves = new Property.Leaves(
                "left",
                state -> {
                    if (state.get(x.field()) == 2) {
                        explorer[0].stop("somebody");
                    }
                    return true;
                },
                state -> "in it");
        Options options = Options.defaults().withSearch(order).withThreads(1).withFusion(false);
        explorer[0] = new Explorer(machine, List.of(leaves), options);
        Result result = explorer[0].run();
        assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(result.trace()).isEmpty();
        assertThat(result.explanation()).isEqualTo("in it (no trace: the search for it was stopped by somebody)");
        assertThat(result.isOfAllStates())
                .as("what was not reached by then may be reached")
                .isFalse();
    }

    /** All states are known by then: whatever is asked of them next, one that is looked for is nowhere. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RANDOM")
    void whatIsNeverMetIsViolatedThoughWhatIsAskedNextIsStopped(Options.Order order) {
        Machine machine = new Machine(1);
        Word x = machine.word("x", 2, 0);
        machine.boot(0, false, machine.procedure("main", () -> x.store(1)));
        machine.seal();
        Explorer[] explorer = new Explorer[1];
        Property never = new Property.Sometimes("two", state -> state.get(x.field()) == 2);
        Property again = new Property.Recoverable("one", state -> {
            explorer[0].stop("somebody");
            return state.get(x.field()) == 1;
        });
        Options options = Options.defaults().withSearch(order).withThreads(1).withFusion(false);
        explorer[0] = new Explorer(machine, List.of(never, again), options);
        Result result = explorer[0].run();
        assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(result.property()).contains("two");
        assertThat(result.isOfAllStates()).isTrue();
    }

    /** A clock of minutes and hours of whoever runs it: its operations move to the right, so nearly all states lie inside a few transitions. */
    private static Machine onOneCpu() {
        Machine machine = new Machine(1);
        PerCpu<Word> running = machine.perCpu(cpu -> machine.word("running", 1, 1));
        Word minutes = machine.word("minutes", MINUTES, 0).ownedByRunner(running, 1);
        Word hours = machine.word("hours", HOURS, 0).ownedByRunner(running, 1);
        Procedure minute =
                machine.function("minute", () -> minutes.addReturn(1) == MINUTES ? Procedure.STOP : Procedure.AGAIN);
        Procedure hour = machine.function("hour", () -> {
            minute.repeat();
            minutes.store(0);
            return hours.addReturn(1) == HOURS ? Procedure.STOP : Procedure.AGAIN;
        });
        machine.boot(0, false, machine.procedure("main", () -> {
            hour.repeat();
        }));
        machine.seal();
        return machine;
    }

    /** More states than a region check goes through between two looks at limits. */
    private static final int MINUTES = 60;

    private static final int HOURS = 100;

    private static final Property LEFT = new Property.Leaves("left", state -> true, state -> "in it");

    @Test
    void theStatesOfARegionCountToo() {
        Options few = Options.defaults().withThreads(1).withMaxStates(10);
        Result result = new Explorer(onOneCpu(), List.of(LEFT), few).run();
        assertThat(result.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(result.explanation())
                .isEqualTo("stopped by the limit of 10 states (--max-states): as many lie in the region of 'left'");
    }

    /** Where only a region is large, an automatic search goes on, too: nobody has set that limit. */
    @Test
    void automaticTurnsSymbolicForALargeRegion() {
        Options auto = Options.defaults().withThreads(1).withSearch(Options.Order.AUTO);
        Result result = new Explorer(onOneCpu(), List.of(LEFT), auto, 10).run();
        assertThat(result.verdict()).as(result.explanation()).isEqualTo(Verdict.VIOLATED);
        assertThat(result.statistics().symbolic()).isPresent();
    }

    /** A run that stays is met after a few states, and a shortest one only after more than an automatic search bears. */
    private static Result automaticOfChoices(Options options) {
        int bits = 11;
        Machine machine = new Machine(1);
        Word chosen = machine.word("chosen", (1 << bits) - 1, 0);
        machine.boot(0, false, machine.procedure("main", () -> {
            for (int bit = 0; bit < bits; bit++) {
                chosen.store(2 * chosen.load() + machine.choose("bit", 2));
            }
        }));
        machine.seal();
        Options auto = options.withThreads(1).withSearch(Options.Order.AUTO);
        return new Explorer(machine, List.of(LEFT), auto, 100).run();
    }

    @Tag("long")
    @Test
    void automaticShowsWhatItFinds() {
        Result result = automaticOfChoices(Options.defaults());
        assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(result.trace()).as(result.explanation()).isPresent();
    }

    @Tag("long")
    @Test
    void automaticTellsWhatItFindsThoughTheSymbolicSearchIsStopped() {
        Result result = automaticOfChoices(Options.defaults().withMaxBytes(1 << 20));
        assertThat(result.verdict()).as(result.explanation()).isEqualTo(Verdict.VIOLATED);
        assertThat(result.explanation())
                .isEqualTo(
                        "in it (no trace: the search for it was stopped by the limit of 1 MiB of memory (--max-memory))");
    }

    /** Two choices of 600 ways each: more successors of a portion of states than the first table has places. */
    private static Machine choices(int first, int second) {
        Machine machine = new Machine(1);
        Word x = machine.word("x", first - 1, 0);
        Word y = machine.word("y", second - 1, 0);
        machine.boot(0, false, machine.procedure("main", () -> {
            x.store(machine.choose("x", first));
            y.store(machine.choose("y", second));
        }));
        machine.seal();
        return machine;
    }

    /** One state has more successors than the first table has places, and than 16 bits can number. */
    @Tag("long")
    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aWideChoiceIsExploredToItsEnd() {
        int ways = 70_000;
        Machine machine = new Machine(2);
        Word chosen = machine.word("chosen", ways, ways);
        machine.boot(0, false, machine.procedure("main", () -> chosen.store(machine.choose("way", ways))));
        machine.boot(1, false, machine.procedure("idle", () -> {}));
        machine.seal();
        Options options = Options.defaults().withThreads(1).withFusion(false);
        Result result = new Explorer(machine, List.of(), options).run();
        assertThat(result.verdict()).isEqualTo(Verdict.HOLDS);
        // The start; behind the choice, and behind the store, each way.
        assertThat(result.statistics().stored()).isEqualTo(1 + 2L * ways);
        Property never = new Property.Always("never", state -> state.get(chosen.field()) != 65_539, state -> "chosen");
        Result found = new Explorer(machine, List.of(never), options).run();
        assertThat(found.trace().orElseThrow().steps().get(0).description()).isEqualTo("choice of way: 65539");
    }

    /** One state has more successors than the first table has places, and nothing comes behind them. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void noSuccessorIsLostWhereTheTableGrows(int threads) {
        int ways = 5_003;
        Machine machine = new Machine(1);
        Word chosen = machine.word("chosen", ways, ways);
        machine.boot(0, false, machine.procedure("main", () -> chosen.store(machine.choose("way", ways))));
        machine.seal();
        Result result = new Explorer(machine, List.of(), Options.defaults().withThreads(threads)).run();
        assertThat(result.statistics().stored()).isEqualTo(1 + ways);
        assertThat(result.statistics().depth())
                .as("all of them behind one transition")
                .isEqualTo(1);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SYMBOLIC")
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void manyWideChoicesAreCut(Options.Order order) {
        Options options = Options.defaults().withSearch(order).withThreads(1).withTimeout(Duration.ofMillis(200));
        Result result = new Explorer(choices(600, 600), List.of(), options).run();
        assertThat(result.verdict()).isEqualTo(Verdict.INCOMPLETE);
    }

    @ParameterizedTest
    @EnumSource(names = {"BFS", "DFS"})
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void theLimitOfStatesEndsAWideChoice(Options.Order order) {
        Options options = Options.defaults().withSearch(order).withThreads(1).withMaxStates(1_000);
        Result result = new Explorer(choices(600, 600), List.of(), options).run();
        assertThat(result.explanation()).isEqualTo("stopped by the limit of 1,000 states (--max-states)");
        assertThat(result.statistics().stored()).isBetween(1_000L, 2_000L);
    }

    /** Where fewer states are allowed than an automatic search would turn at, it does not turn. */
    @Test
    void automaticKeepsToALimitOfStates() {
        Options options =
                Options.defaults().withSearch(Options.Order.AUTO).withThreads(1).withMaxStates(1_000);
        Result result = new Explorer(choices(600, 600), List.of(), options).run();
        assertThat(result.explanation()).isEqualTo("stopped by the limit of 1,000 states (--max-states)");
        assertThat(result.statistics().symbolic()).isEmpty();
    }

    @Test
    void aChoiceHasItsBounds() {
        for (int ways : new int[] {0, -1, 1 << 26}) {
            Machine machine = new Machine(1);
            machine.boot(0, false, machine.procedure("main", () -> machine.choose("way", ways)));
            machine.seal();
            assertThatThrownBy(() -> new Explorer(machine, List.of(), Options.defaults()).run())
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("a choice has 1 to 33554432 ways; that of way has " + ways);
        }
    }

    /** Whoever waits for the result and is interrupted gets it, incomplete, and is still interrupted. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SYMBOLIC")
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anInterruptionEndsARun(Options.Order order) {
        Machine machine = new Machine(CPUS);
        for (int cpu = 0; cpu < CPUS; cpu++) {
            Word count = machine.word("count" + cpu, ROUNDS, 0);
            Procedure round = machine.function(
                    "round" + cpu, () -> count.addReturn(1) == ROUNDS ? Procedure.STOP : Procedure.AGAIN);
            machine.boot(cpu, false, machine.procedure("main" + cpu, () -> round.repeat()));
        }
        machine.seal();
        Thread.currentThread().interrupt();
        Result result = new Explorer(
                        machine, List.of(), Options.defaults().withSearch(order).withThreads(1))
                .run();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(result.explanation()).isEqualTo("stopped by an interruption");
    }

    /** The violation is at hand; the search for its trace is not, and is cut. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aViolationWithoutATraceIsOne() {
        Machine machine = new Machine(1);
        Word count = machine.word("count", 5_000, 0);
        Procedure round =
                machine.function("round", () -> count.addReturn(1) == 5_000 ? Procedure.STOP : Procedure.AGAIN);
        machine.boot(0, false, machine.procedure("main", () -> round.repeat()));
        machine.seal();
        Explorer[] explorer = new Explorer[1];
        Options options = Options.defaults().withThreads(1).withStorage(Options.Storage.FINGERPRINT);
        // The first search ends at 3999. The second is stopped before it begins.
        Property stops = new Property.Always(
                "never full",
                state -> {
                    if (state.get(count.field()) == 3_999) {
                        explorer[0].stop("somebody");
                    }
                    return state.get(count.field()) < 3_999;
                },
                state -> "full");
        explorer[0] = new Explorer(machine, List.of(stops), options);
        Result result = explorer[0].run();
        assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(result.trace()).isEmpty();
        assertThat(result.explanation()).isEqualTo("full (no trace: the search for it was stopped by somebody)");
    }
}
