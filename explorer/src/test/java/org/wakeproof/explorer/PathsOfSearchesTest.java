// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wakeproof.explorer.Options.Order;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Violation;
import org.wakeproof.machine.Word;

/** Each search from state to state tells the way on which it has met what is violated. */
class PathsOfSearchesTest {
    private final Machine machine = new Machine(1);
    private final Word x = machine.word("x", 2, 0);

    /** One CPU stores 1 and 2, and then waits for ever or breaks a rule. */
    private void storing(boolean breaks) {
        machine.boot(0, false, machine.procedure("main", () -> {
            x.store(1);
            x.store(2);
            if (breaks) {
                x.store(3);
            } else {
                x.awaitValue(0);
            }
        }));
        machine.seal();
    }

    private void assertWay(Order order, List<Property> properties, String violated, String... way) {
        for (boolean fused : new boolean[] {false, true}) {
            Options options =
                    Options.defaults().withThreads(1).withSearch(order).withFusion(fused);
            Result result = new Explorer(machine, properties, options).run();
            assertThat(result.property()).as(result.explanation()).contains(violated);
            assertThat(result.trace().orElseThrow().steps())
                    .extracting(Trace.TraceStep::description)
                    .containsExactly(way);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BFS", "DFS", "RANDOM"})
    void aRuleOfTheMachine(Order order) {
        storing(true);
        String breach = "x is declared to hold 0..2, but 3 is written";
        assertWay(order, List.of(), Violation.RANGE, "W: x = 1", "W: x = 2", breach);
    }

    @ParameterizedTest
    @EnumSource(names = {"BFS", "DFS", "RANDOM"})
    void aProperty(Order order) {
        storing(false);
        assertWay(order, List.of(new Property.NoDeadlock()), "no deadlock", "W: x = 1", "W: x = 2");
        Property never = new Property.Always("never 1", state -> state.get(x.field()) != 1, state -> "1");
        assertWay(order, List.of(never), "never 1", "W: x = 1");
        Property leaves = new Property.Leaves("leaves 2", state -> state.get(x.field()) == 2, state -> "2");
        assertWay(order, List.of(leaves), "leaves 2", "W: x = 1", "W: x = 2");
    }

    /** All ways break the same rule; a search depth first ends with the one that it has met first. */
    @Test
    void whatIsMetFirstEndsASearch() {
        machine.boot(0, false, machine.procedure("main", () -> {
            x.store(1 + machine.choose("way", 2));
            machine.bugOn(x.load() > 0, "wrong");
        }));
        machine.seal();
        Options options =
                Options.defaults().withThreads(1).withSearch(Order.DFS).withFusion(false);
        Result result = new Explorer(machine, List.of(), options).run();
        assertThat(result.trace().orElseThrow().steps())
                .extracting(Trace.TraceStep::description)
                .containsExactly("choice of way: 0", "W: x = 1", "R: x is 1", "wrong");
        assertThat(result.statistics().stored()).as("states on that way").isEqualTo(4);
    }

    /** The other way is shorter; a search depth first has not been there. */
    @Test
    void theWayDepthFirstIsNoShortestOne() {
        machine.boot(0, false, machine.procedure("main", () -> {
            if (machine.choose("way", 2) == 0) {
                x.store(0);
            }
            x.store(1);
        }));
        machine.seal();
        Property never = new Property.Always("never 1", state -> state.get(x.field()) != 1, state -> "1");
        assertWay(Order.DFS, List.of(never), "never 1", "choice of way: 0", "W: x = 0", "W: x = 1");
        assertWay(Order.BFS, List.of(never), "never 1", "choice of way: 1", "W: x = 1");
    }
}
