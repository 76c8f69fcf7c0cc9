// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.explorer.Options.Order;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.Word;

/** A large region is looked at by one run and by transitions first; whether a run can stay in it is the same. */
class LargeRegionTest {
    private static final int PROGRAMS = 150;
    /** Above fewer states than this a region is large, so that some are cut at each of their first states. */
    private static final int LARGE = 30;

    private static final Options REDUCED = Options.defaults().withThreads(1);

    private static Explorer explorer(RandomProgram program, long seed, Options options) {
        return new Explorer(
                program.machine,
                List.of(
                        new Property.Leaves("y does not stay 1", state -> state.get(program.y.field()) == 1, s -> "1"),
                        RandomProperty.of(program.machine, seed)),
                options);
    }

    /**
     * A region in which one state leads out, and two lead to it and to each other. Whichever way in is looked at first, the
     * other's run that stays is found, though it can go on into what has been decided.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatHasBeenDecidedIsNoWayBack(boolean leavingFirst) {
        int leaving = 1;
        int staying = 2;
        Machine machine = new Machine(1);
        Word x = machine.word("x", 4, 0);
        Procedure round = machine.function("round", () -> {
            switch (x.load()) {
                case 0 -> x.store((machine.choose("way in", 2) == 0) == leavingFirst ? leaving : staying);
                case 1 -> x.store(4);
                case 2 -> x.store(3);
                case 3 -> x.store((machine.choose("way on", 2) == 0) == leavingFirst ? leaving : staying);
                default -> {
                    return Procedure.STOP;
                }
            }
            return Procedure.AGAIN;
        });
        machine.boot(0, false, machine.procedure("main", () -> round.repeat()));
        machine.seal();
        Property leaves = new Property.Leaves(
                "leaves", state -> state.get(x.field()) > 0 && state.get(x.field()) < 4, state -> "inside");
        BothWays.assertViolated("leaves", machine, leaves);
    }

    /**
     * A CPU counts round, up to 4999, so that neither a look at a hundred states of the region nor a run of some thousand
     * steps is back where it began: the region is looked at once more then, from the same state, and whole.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLookThatIsCutDecidesNothing(boolean fusion) {
        Machine machine = new Machine(2);
        Word x = machine.word("x", 1, 0);
        Word count = machine.word("count", 4999, 0);
        machine.boot(0, false, machine.procedure("loser", () -> x.store(1)));
        Procedure round = machine.function("round", () -> {
            int next = count.load() + 1;
            count.store(next > 4999 ? 0 : next);
            return Procedure.AGAIN;
        });
        machine.boot(1, false, machine.procedure("counter", () -> round.repeat()));
        machine.seal();
        Property leaves =
                new Property.Leaves("x does not stay 1", state -> state.get(x.field()) == 1, state -> "it is");
        Result result = new Explorer(machine, List.of(leaves), REDUCED.withFusion(fusion))
                .withLargeRegion(100)
                .run();
        assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
    }

    /**
     * Two CPUs count round, each up to 999, so that the region has a million states and more. Its first state is met behind one
     * step, and a run from there in which both take turns is back where it was after two thousand.
     */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aRunThatStaysIsFoundHoweverManyStatesTheRegionHas() {
        Machine machine = new Machine(3);
        Word x = machine.word("x", 1, 0);
        machine.boot(0, false, machine.procedure("loser", () -> x.store(1)));
        for (int cpu = 1; cpu < 3; cpu++) {
            Word count = machine.word("count" + cpu, 999, 0);
            Procedure round = machine.function("round" + cpu, () -> {
                int next = count.load() + 1;
                count.store(next > 999 ? 0 : next);
                return Procedure.AGAIN;
            });
            machine.boot(cpu, false, machine.procedure("counter" + cpu, () -> round.repeat()));
        }
        machine.seal();
        Property leaves =
                new Property.Leaves("x does not stay 1", state -> state.get(x.field()) == 1, state -> "it is");
        Result result = new Explorer(machine, List.of(leaves), REDUCED).run();
        assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(result.statistics().stored()).isLessThan(1_000);
        Trace trace = result.trace().orElseThrow();
        List<Integer> steps = trace.steps().stream().map(Trace.TraceStep::step).toList();
        assertThat(new Replay(machine, List.of(leaves), steps, trace.lossIndex(), trace.roundIndex())
                        .of(leaves.name())
                        .standing())
                .isEqualTo(Replay.Standing.VIOLATED);
    }

    @Tag("long")
    @Test
    void theVerdictIsThatOfSingleStepsAndTheTraceCanBeReplayed() {
        int stayed = 0;
        int left = 0;
        for (long seed = 0; seed < PROGRAMS; seed++) {
            Verdict plain = explorer(new RandomProgram(seed), seed, REDUCED.withFusion(false))
                    .run()
                    .verdict();
            for (Options how : List.of(REDUCED, REDUCED.withSearch(Order.DFS))) {
                Result large = explorer(new RandomProgram(seed), seed, how)
                        .withLargeRegion((int) (seed % LARGE))
                        .run();
                assertThat(large.verdict()).as("program %d, %s", seed, how).isEqualTo(plain);
                if (large.property().filter("y does not stay 1"::equals).isPresent()) {
                    stayed++;
                    Trace trace = large.trace().orElseThrow();
                    RandomProgram program = new RandomProgram(seed);
                    assertThat(trace.steps()
                                    .subList(trace.lossIndex(), trace.steps().size()))
                            .as("program %d: y stays 1", seed)
                            .allMatch(step -> step.after().get(program.y.field()) == 1);
                }
            }
            left += plain == Verdict.HOLDS ? 1 : 0;
        }
        assertThat(stayed).as("runs that stay").isGreaterThan(5);
        assertThat(left).as("systems in which every run leaves").isGreaterThan(PROGRAMS / 10);
    }
}
