// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wakeproof.explorer.NaiveExplorer.Outcome;
import org.wakeproof.explorer.Options.Order;
import org.wakeproof.explorer.Options.Storage;
import org.wakeproof.explorer.model.LockRules;
import org.wakeproof.machine.State;

/** The engine against the plainest explorer there can be, on many small random systems. */
@Tag("long")
class NaiveExplorerTest {
    private static final int PROGRAMS = 100;
    /** So many for each kind of violation to be met. */
    private static final int PROGRAMS_TO_REDUCE = Boolean.getBoolean("slow") ? 300 : 200;

    private static boolean bad(RandomProgram program, State state) {
        return state.get(program.x.field()) == 3 && state.get(program.y.field()) == 2;
    }

    private static Outcome naive(long seed) {
        RandomProgram program = new RandomProgram(seed);
        return new NaiveExplorer(program.machine).explore(state -> bad(program, state));
    }

    private static Result run(long seed, List<String> kinds, Options options) {
        RandomProgram program = new RandomProgram(seed);
        List<Property> properties =
                kinds.stream().map(kind -> property(program, kind)).toList();
        return new Explorer(program.machine, properties, options).run();
    }

    private static Property property(RandomProgram program, String kind) {
        return switch (kind) {
            case "bad" -> new Property.Always("never bad", state -> !bad(program, state), state -> "bad");
            case "deadlock" -> new Property.NoDeadlock();
            case "discipline" -> new Property.LockDiscipline();
            case "kept" ->
                new Property.Always("not kept 3", state -> state.get(program.kept.field()) != 3, state -> "kept 3")
                        .whereFree(program.lock);
            case "stays" ->
                new Property.Leaves("y does not stay 1", state -> state.get(program.y.field()) == 1, state -> "1");
            default -> RandomProperty.of(program.machine, Long.parseLong(kind));
        };
    }

    private static final Options PLAIN = Options.defaults().withThreads(2).withFusion(false);

    @Test
    void findsTheSameStatesAsTheNaiveExplorer() {
        int whole = 0;
        for (long seed = 0; seed < PROGRAMS; seed++) {
            Outcome naive = naive(seed);
            if (naive.shortestViolation() >= 0) {
                continue;
            }
            whole++;
            for (Storage storage : Storage.values()) {
                assertThat(run(seed, List.of(), PLAIN.withStorage(storage))
                                .statistics()
                                .stored())
                        .as("states of program %d, %s", seed, storage)
                        .isEqualTo(naive.states());
            }
            assertThat(run(seed, List.of(), PLAIN.withSearch(Order.DFS))
                            .statistics()
                            .stored())
                    .as("states of program %d, depth first", seed)
                    .isEqualTo(naive.states());
        }
        assertThat(whole).as("programs without a violation").isGreaterThan(PROGRAMS / 2);
    }

    @Test
    void findsTheSameShortestTraces() {
        int violated = 0;
        for (long seed = 0; seed < PROGRAMS; seed++) {
            Outcome naive = naive(seed);
            int shortest = naive.shortestBad() < 0
                    ? naive.shortestViolation()
                    : naive.shortestViolation() < 0
                            ? naive.shortestBad()
                            : Math.min(naive.shortestBad(), naive.shortestViolation());
            Result result = run(seed, List.of("bad"), PLAIN);
            if (shortest < 0) {
                assertThat(result.verdict()).as("program %d", seed).isEqualTo(Verdict.HOLDS);
            } else {
                violated++;
                assertThat(result.verdict()).as("program %d", seed).isEqualTo(Verdict.VIOLATED);
                assertThat(result.trace().orElseThrow().steps())
                        .as("trace of program %d", seed)
                        .hasSize(shortest);
            }
        }
        assertThat(violated).as("programs with a violation").isGreaterThan(1);
    }

    @Test
    void findsTheSameDeadlocks() {
        int dead = 0;
        for (long seed = 0; seed < PROGRAMS; seed++) {
            Outcome naive = naive(seed);
            if (naive.shortestViolation() >= 0) {
                continue;
            }
            Result result = run(seed, List.of("deadlock"), PLAIN);
            assertThat(result.verdict())
                    .as("program %d", seed)
                    .isEqualTo(naive.deadlocks() > 0 ? Verdict.VIOLATED : Verdict.HOLDS);
            dead += naive.deadlocks() > 0 ? 1 : 0;
        }
        assertThat(dead).as("programs with a deadlock").isGreaterThan(PROGRAMS / 20);
    }

    /** The reduction's cross-check: fewer states, the same verdicts. */
    @Test
    void fusingStepsChangesNoVerdict() {
        long fused = 0;
        long plain = 0;
        Map<String, Integer> violated = new TreeMap<>();
        for (long seed = 0; seed < PROGRAMS_TO_REDUCE; seed++) {
            for (List<String> kinds : List.of(
                    List.of("bad"),
                    List.of("deadlock"),
                    List.of("stays"),
                    List.of("discipline"),
                    List.of("kept"),
                    List.of(Long.toString(seed)))) {
                Result without = run(seed, kinds, PLAIN);
                Result with = run(seed, kinds, PLAIN.withFusion(true));
                assertThat(with.verdict()).as("program %d, %s", seed, kinds).isEqualTo(without.verdict());
                if (with.verdict() == Verdict.HOLDS) {
                    fused += with.statistics().stored();
                    plain += without.statistics().stored();
                } else {
                    violated.merge(with.property().orElseThrow(), 1, Integer::sum);
                }
            }
        }
        assertThat(fused).isLessThan(plain);
        assertThat(violated)
                .as("how often each was violated, so that none holds for want of a chance")
                .containsKeys("never bad", "no deadlock", "y does not stay 1", "not kept 3")
                .containsKeys(LockRules.ORDER, LockRules.IRQ_SAFETY);
    }
}
