// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Options.Order;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Verdict;

/** The symbolic search on ports: the same states as the plain search has, the same verdict, and a trace as short. */
class SymbolicScenariosTest {
    private static final Options PLAIN = Options.defaults().withThreads(1).withFusion(false);

    /** Everything but call stacks, of all states; these are counted with their stacks, too. */
    private record Explored(Result result, Set<List<Integer>> seen) {
        static Explored of(String commandLine, Order search) {
            ClosedSystem system = CommandLines.system(commandLine);
            Set<List<Integer>> seen = ConcurrentHashMap.newKeySet();
            Property looks = new Property.Always(
                    "looks",
                    state -> {
                        seen.add(system.machine().fields().stream()
                                .map(state::get)
                                .toList());
                        return true;
                    },
                    state -> "");
            Options options = PLAIN.withSearch(search);
            return new Explored(new Explorer(system.machine(), List.of(looks), options).run(), seen);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"offline --variant v1", "tickle", "idle-tick --cpus 1 --timers none --hpet pit"})
    void reachesTheSameStates(String commandLine) {
        compare(commandLine);
    }

    @EnabledIfSystemProperty(named = "slow", matches = "true", disabledReason = "half a minute; -Dslow=true")
    @ParameterizedTest
    @ValueSource(strings = {"idle-tick --cpus 1 --timers none", "block --memory tso --change block-looks-first"})
    void reachesTheSameStatesOfLargerSystems(String commandLine) {
        compare(commandLine);
    }

    private static void compare(String commandLine) {
        Explored plain = Explored.of(commandLine, Order.BFS);
        Explored symbolic = Explored.of(commandLine, Order.SYMBOLIC);
        assertThat(plain.result().verdict()).isEqualTo(Verdict.HOLDS);
        assertThat(symbolic.result().verdict()).isEqualTo(Verdict.HOLDS);
        assertThat(symbolic.result().statistics().states())
                .isEqualTo(plain.result().statistics().states());
        assertThat(symbolic.seen().equals(plain.seen())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"offline", "offline --variant timers-only", "tickle", "block --change block-looks-first"})
    void saysTheSame(String commandLine) {
        Result plain = CommandLines.check(commandLine, PLAIN);
        Result symbolic = CommandLines.check(commandLine, PLAIN.withSearch(Order.SYMBOLIC));
        assertThat(symbolic.verdict()).isEqualTo(plain.verdict());
        assertThat(symbolic.property()).isEqualTo(plain.property());
        assertThat(symbolic.trace().map(trace -> trace.steps().size()))
                .isEqualTo(plain.trace().map(trace -> trace.steps().size()));
        if (plain.verdict() == Verdict.HOLDS) {
            assertThat(symbolic.vacuity().oneWayOnly())
                    .isEqualTo(plain.vacuity().oneWayOnly());
            assertThat(symbolic.vacuity().neverReached())
                    .isEqualTo(plain.vacuity().neverReached());
        }
    }
}
