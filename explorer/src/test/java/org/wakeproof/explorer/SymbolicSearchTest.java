// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wakeproof.explorer.Options.Order;
import org.wakeproof.explorer.model.Model;
import org.wakeproof.explorer.symbolic.Exploration;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Word;

/**
 * The symbolic search against the plain one on random systems: the very same states. What it says of properties is
 * compared with the oracle, on others.
 */
class SymbolicSearchTest {
    private static final int PROGRAMS = 60;
    private static final Options SYMBOLIC =
            Options.defaults().withSearch(Order.SYMBOLIC).withThreads(1);

    private static void compare(long seed, AllStates explicit, AllStates symbolic) {
        assertThat(symbolic.isBroken()).as("program %d breaks a rule", seed).isEqualTo(explicit.isBroken());
        if (!explicit.isBroken()) {
            assertThat(symbolic.without(explicit))
                    .as("too many, program %d", seed)
                    .isEmpty();
            assertThat(explicit.without(symbolic))
                    .as("missing, program %d", seed)
                    .isEmpty();
        }
    }

    @Tag("long")
    @Test
    void reachesTheSameStates() {
        int broken = 0;
        for (long seed = 0; seed < PROGRAMS; seed++) {
            Model model = AllStates.model(new RandomProgram(seed).machine);
            AllStates explicit = AllStates.explicit(model);
            compare(seed, explicit, AllStates.symbolic(model));
            broken += explicit.isBroken() ? 1 : 0;
        }
        assertThat(broken).isBetween(1, PROGRAMS / 2);
    }

    /** What is not kept is lost at once, and everything that steps touch is met for the first time in the middle of it. */
    @Tag("long")
    @Test
    void reachesTheSameStatesWhereNothingIsKnownBefore() {
        for (long seed = 0; seed < PROGRAMS; seed++) {
            Model model = AllStates.model(new RandomProgram(seed).machine);
            AllStates explicit = AllStates.explicit(model);
            if (explicit.states().size() <= 300) {
                compare(seed, explicit, AllStates.symbolic(model, Exploration::beHardOnItself));
            }
        }
    }

    /**
     * What saturation leaves out is found by the check of the end, and another round makes up for it: it costs time, not states.
     * A round more is what agents cost that touch nothing that changes, as only that check asks them.
     */
    @Tag("long")
    @Test
    void saturationLeavesNothingForTheCheckOfTheEnd() {
        for (long seed = 0; seed < PROGRAMS; seed++) {
            List<Exploration> explored = new ArrayList<>();
            AllStates.symbolic(AllStates.model(new RandomProgram(seed).machine), explored::add);
            Exploration exploration = explored.get(0);
            assertThat(exploration.figures().rounds() - exploration.beginnings())
                    .as("rounds that were begun anew for nothing, program %d", seed)
                    .isLessThanOrEqualTo(2);
        }
    }

    /** CPUs that count to some number, each by itself. */
    private static Machine counting(int cpus, int most) {
        Machine machine = new Machine(cpus);
        for (int cpu = 0; cpu < cpus; cpu++) {
            Word count = machine.word("count" + cpu, most, 0);
            Procedure round = machine.function(
                    "round" + cpu, () -> count.addReturn(1) == most ? Procedure.STOP : Procedure.AGAIN);
            machine.boot(cpu, false, machine.procedure("main" + cpu, () -> round.repeat()));
        }
        machine.seal();
        return machine;
    }

    private static boolean isCounting(Machine machine, State state, int most) {
        return machine.cells().stream().anyMatch(cell -> state.get(cell.field()) < most);
    }

    @Test
    void countsMoreStatesThanALongCan() {
        int most = 99;
        Result result = new Explorer(counting(10, most), List.of(new Property.NoDeadlock()), SYMBOLIC).run();
        assertThat(result.verdict()).isEqualTo(Verdict.HOLDS);
        // A CPU has counted to some number below the last, or is done.
        assertThat(result.statistics().states())
                .isEqualTo(BigInteger.valueOf(most + 1).pow(10));
        assertThat(result.statistics().stored()).isEqualTo(Long.MAX_VALUE);
    }

    private static Property allComeToTheirEnd(Machine machine, int most) {
        return new Property.Leaves(
                "all come to their end", state -> isCounting(machine, state, most), state -> "counting");
    }

    /** So little memory holds no region state by state. */
    @Test
    void aLargeRegionIsLookedAtAsASet() {
        int most = 40;
        Machine machine = counting(3, most);
        Result result =
                new Explorer(machine, List.of(allComeToTheirEnd(machine, most)), SYMBOLIC.withMaxBytes(1 << 21)).run();
        assertThat(result.verdict()).isEqualTo(Verdict.HOLDS);
        assertThat(result.statistics().states())
                .isEqualTo(BigInteger.valueOf(most + 1).pow(3));
    }

    @Test
    void aRunThatStaysInALargeRegionIsFoundThere() {
        int most = 40;
        Machine machine = counting(3, most);
        Property leaves = new Property.Leaves(
                "leaves", state -> isCounting(machine, state, most + 1), state -> "counting for ever");
        Result result = new Explorer(machine, List.of(leaves), SYMBOLIC.withMaxBytes(1 << 21)).run();
        assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(result.explanation()).startsWith("counting for ever");
    }

    /** To count down from so far takes minutes; whoever wants to stop does so while the region is worked out. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void theLookAtALargeRegionCanBeStopped() {
        int most = 400;
        Machine machine = counting(3, most);
        List<Explorer> explorers = new ArrayList<>();
        Property leaves = new Property.Leaves(
                "all come to their end",
                state -> {
                    explorers.get(0).stop("Ctrl-C");
                    return isCounting(machine, state, most);
                },
                state -> "counting");
        explorers.add(new Explorer(machine, List.of(leaves), SYMBOLIC));
        Result result = explorers.get(0).run();
        assertThat(result.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(result.soFar()).startsWith("all states are known, ");
        assertThat(result.explanation()).isEqualTo("stopped by Ctrl-C");
        assertThat(result.statistics().states())
                .isEqualTo(BigInteger.valueOf(most + 1).pow(3));
    }

    @Test
    void aLimitOfMemoryEndsIt() {
        int ways = 600;
        Machine machine = new Machine(1);
        Word x = machine.word("x", ways, 0);
        Word y = machine.word("y", ways, 0);
        machine.boot(0, false, machine.procedure("main", () -> {
            x.store(machine.choose("way", ways));
            y.store(x.load());
        }));
        machine.seal();
        Result result = new Explorer(machine, List.of(), SYMBOLIC.withMaxBytes(1 << 16)).run();
        assertThat(result.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(result.explanation()).isEqualTo("stopped by the limit of 0 MiB of memory (--max-memory)");
        assertThat(result.statistics().symbolic().orElseThrow().states()).isEmpty();
        assertThat(result.soFar()).startsWith("no step broke a rule so far; properties, ");
        assertThat(result.statistics().symbolic().orElseThrow().largest())
                .as("levels at which nodes are")
                .isNotEmpty()
                .isSortedAccordingTo(
                        Comparator.comparingLong(Statistics.Level::nodes).reversed())
                .allSatisfy(level -> {
                    assertThat(level.nodes()).isPositive();
                    assertThat(level.holds()).isSubsetOf("x", "y", "the call stack of CPU0");
                });
    }

    @Test
    void aLimitOfTimeEndsIt() {
        Result result = new Explorer(counting(3, 100), List.of(), SYMBOLIC.withTimeout(Duration.ZERO)).run();
        assertThat(result.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(result.explanation()).isEqualTo("stopped by the limit of 0 s of time (--timeout)");
    }

    /** The first violation that is met as a set need not be the nearest: the trace is of the nearest. */
    @Test
    void aViolationHasAShortestTraceThatReplays() {
        Machine machine = counting(2, 20);
        Property never = new Property.Always(
                "not both at 7",
                state -> machine.cells().stream().anyMatch(cell -> state.get(cell.field()) != 7),
                state -> "both at 7");
        Explorer explorer = new Explorer(machine, List.of(never), SYMBOLIC.withFusion(false));
        Result result = explorer.run();
        assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(result.statistics().states()).isEqualTo(BigInteger.valueOf(21 * 21));
        Trace trace = result.trace().orElseThrow();
        assertThat(trace.steps()).hasSize(14);
        List<Integer> steps = trace.steps().stream().map(Trace.TraceStep::step).toList();
        assertThat(explorer.replay(steps)).hasSize(14);
    }

    /** The explicit search is the one that ends here, and says so. */
    @Test
    void automaticStaysExplicitWhereTheSpaceIsSmall() {
        Result result = new Explorer(counting(2, 20), List.of(), SYMBOLIC.withSearch(Order.AUTO)).run();
        assertThat(result.verdict()).isEqualTo(Verdict.HOLDS);
        assertThat(result.statistics().symbolic()).isEmpty();
    }

    @Test
    void automaticTurnsSymbolicWhereItIsLarge() {
        Options auto = SYMBOLIC.withSearch(Order.AUTO).withFusion(false).withThreads(2);
        Result result = new Explorer(counting(3, 30), List.of(new Property.NoDeadlock()), auto, 1_000).run();
        assertThat(result.verdict()).isEqualTo(Verdict.HOLDS);
        assertThat(result.statistics().states())
                .isEqualTo(BigInteger.valueOf(31).pow(3));
        assertThat(result.statistics().symbolic().orElseThrow().storedBefore()).isBetween(1_001L, 2_000L);
    }

    @Test
    void figuresCanBeAskedForMeanwhile() {
        Explorer explorer = new Explorer(counting(2, 20), List.of(), SYMBOLIC);
        explorer.run();
        assertThat(Stream.of(explorer.statistics().orElseThrow().symbolic().orElseThrow())
                        .map(figures -> figures.levels() + " levels"))
                // A count and a call stack of each CPU.
                .containsExactly("4 levels");
    }

    @Test
    void whatIsNeverMetIsViolated() {
        for (boolean met : new boolean[] {false, true}) {
            Machine machine = counting(2, 3);
            Property sometimes = new Property.Sometimes("sometimes", state -> met && !isCounting(machine, state, 3));
            Result result = new Explorer(machine, List.of(sometimes), SYMBOLIC).run();
            assertThat(result.verdict()).isEqualTo(met ? Verdict.HOLDS : Verdict.VIOLATED);
        }
    }
}
