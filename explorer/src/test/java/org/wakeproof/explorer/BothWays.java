// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.wakeproof.machine.Machine;

/**
 * A small system explored with and without the reduction, in either order of search, and symbolically: all have to say the
 * same.
 */
final class BothWays {
    private BothWays() {}

    /** The plain search's result, once all others have been compared with it. */
    static Result explore(Machine machine, Property... properties) {
        Options plain = Options.defaults().withThreads(1).withFusion(false);
        Result expected = run(machine, plain, properties);
        for (Options.Order order : List.of(Options.Order.BFS, Options.Order.DFS)) {
            for (boolean fused : new boolean[] {false, true}) {
                Result result = run(machine, plain.withSearch(order).withFusion(fused), properties);
                assertThat(result.verdict())
                        .as("%s, %s: %s", order, fused ? "reduced" : "plain", result.explanation())
                        .isEqualTo(expected.verdict());
                assertThat(result.property()).isEqualTo(expected.property());
            }
        }
        Result symbolic = run(machine, plain.withSearch(Options.Order.SYMBOLIC), properties);
        assertThat(symbolic.verdict())
                .as("symbolic: %s", symbolic.explanation())
                .isEqualTo(expected.verdict());
        for (Options way : List.of(plain.withFusion(true), plain.withSearch(Options.Order.SYMBOLIC))) {
            Result large = new Explorer(machine, List.of(properties), way)
                    .withLargeRegion(0)
                    .run();
            assertThat(large.verdict())
                    .as("regions taken for large, %s: %s", way.search(), large.explanation())
                    .isEqualTo(expected.verdict());
        }
        return expected;
    }

    /** Asserts that what is asked for holds, both ways. */
    static void assertHolds(Machine machine, Property... properties) {
        assertThat(explore(machine, properties).verdict()).isEqualTo(Verdict.HOLDS);
    }

    /** Asserts that what is asked for is violated, both ways, and that it is this property which is. */
    static void assertViolated(String property, Machine machine, Property... properties) {
        Result result = explore(machine, properties);
        assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(result.property()).contains(property);
    }

    private static Result run(Machine machine, Options options, Property... properties) {
        return new Explorer(machine, List.of(properties), options).run();
    }
}
