// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.pathfinder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.direct.DirectRun;
import org.wakeproof.direct.Observer;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Options;
import org.wakeproof.history.Scenarios;
import org.wakeproof.machine.State;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.Settings.CStateChoice;
import org.wakeproof.scenario.Settings.Variant;

/** The direct way to run a machine, on this JVM: the code that JPF explores, by seeded random schedules. */
class DirectRunTest {
    private static final int RUNS = 60;

    private static ClosedSystem idleOnce(Variant variant) {
        return Scenarios.named("idle-once")
                .build(Settings.defaults()
                        .withIdleHandler(variant)
                        .withCState(CStateChoice.C3)
                        .withSingleShots(false));
    }

    private record Run(String outcome, List<Integer> steps) {}

    private static Run run(ClosedSystem system, boolean reduce, long seed) {
        List<Run> runs = new ArrayList<>();
        DirectRun.random(
                system.machine(),
                reduce,
                new Observer() {
                    @Override
                    public void stepped(State state, DirectRun run) {
                        // Only the end is of interest.
                    }

                    @Override
                    public void atRest(State state, DirectRun run) {
                        runs.add(new Run(system.outcome().apply(state), run.steps()));
                    }
                },
                seed);
        assertThat(runs).as("ends at rest, once").hasSize(1);
        return runs.get(0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyOutcomeOfARandomRunIsOneThatTheExplorerReaches(boolean reduce) {
        Set<String> reachable = Embedded.opinion(idleOnce(Variant.V1), false).outcomes();
        Set<String> seen = new TreeSet<>();
        for (long seed = 0; seed < RUNS; seed++) {
            seen.add(run(idleOnce(Variant.V1), reduce, seed).outcome());
        }
        assertThat(reachable).containsAll(seen);
        assertThat(seen).as("a lost wake-up is met by chance").anyMatch(outcome -> outcome.contains("CPU1 sleeps"));
    }

    @Test
    void theExplorerReplaysTheStepsOfADirectRunToTheSameOutcome() {
        for (long seed = 0; seed < 10; seed++) {
            Run run = run(idleOnce(Variant.V2), true, seed);
            ClosedSystem system = idleOnce(Variant.V2);
            var trace = new Explorer(system.machine(), List.of(), Options.defaults()).replay(run.steps());
            assertThat(trace).hasSize(run.steps().size());
            assertThat(system.outcome().apply(trace.get(trace.size() - 1).after()))
                    .isEqualTo(run.outcome());
        }
    }

    /** Sleepers in mwait, and what ends their sleep: a store or an interrupt. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mwait-wakeup",
                "mwait-wakeup --change arms-monitor-last",
                "in-mwait --memory tso --change nothing-locked-after-mwait",
                "mwait-interrupt --change enables-interrupts-early"
            })
    void sleepersInMwaitEndAsTheExplorerSays(String commandLine) {
        Set<String> reachable =
                Embedded.opinion(Scenarios.wired(commandLine), false).outcomes();
        Set<String> seen = new TreeSet<>();
        for (long seed = 0; seed < 3 * RUNS; seed++) {
            seen.add(run(Scenarios.wired(commandLine), false, seed).outcome());
        }
        assertThat(seen).hasSizeGreaterThan(1);
        assertThat(reachable).containsAll(seen);
    }

    @Test
    void theSameSeedMakesTheSameRun() {
        assertThat(run(idleOnce(Variant.V2), true, 7)).isEqualTo(run(idleOnce(Variant.V2), true, 7));
    }
}
