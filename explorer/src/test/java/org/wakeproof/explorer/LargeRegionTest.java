// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wakeproof.explorer.Options.Order;

/** A large region is gone through by transitions first; whether a run can stay in it is the same. */
class LargeRegionTest {
    private static final int PROGRAMS = 150;
    private static final Options REDUCED = Options.defaults().withThreads(1);

    private static Explorer explorer(RandomProgram program, long seed, Options options) {
        return new Explorer(
                program.machine,
                List.of(
                        new Property.Leaves("y does not stay 1", state -> state.get(program.y.field()) == 1, s -> "1"),
                        RandomProperty.of(program.machine, seed)),
                options);
    }

    @Test
    void theVerdictIsThatOfSingleStepsAndTheTraceCanBeReplayed() {
        int stayed = 0;
        int left = 0;
        for (long seed = 0; seed < PROGRAMS; seed++) {
            Verdict plain = explorer(new RandomProgram(seed), seed, REDUCED.withFusion(false))
                    .run()
                    .verdict();
            for (Order order : List.of(Order.BFS, Order.DFS)) {
                Result large = explorer(new RandomProgram(seed), seed, REDUCED.withSearch(order))
                        .withLargeRegion(0)
                        .run();
                assertThat(large.verdict()).as("program %d, %s", seed, order).isEqualTo(plain);
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
