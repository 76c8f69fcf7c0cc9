// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.litmus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wakeproof.direct.DirectRun;
import org.wakeproof.direct.Observer;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Word;

/** Each litmus test has exactly the outcomes that it is to have: in the explorer, and in direct runs by chance; with four CPUs those meet some of them, and no other. */
class LitmusTest {
    /** Enough for the rarest outcome; most tests are done after a few dozen. */
    private static final int RUNS = 2_000;

    /** With so many, some outcomes are too rare to wait for. */
    private static final int RARE_FROM_CPUS = 4;

    static Stream<Arguments> tests() {
        return Shapes.all().stream().flatMap(shape -> Stream.of(Arguments.of(shape, false), Arguments.of(shape, true)));
    }

    @ParameterizedTest(name = "{0}, TSO: {1}")
    @MethodSource("tests")
    void theExplorerReachesExactlyTheOutcomes(Shape shape, boolean tso) {
        Litmus test = Litmus.of(shape, tso);
        Set<String> outcomes = new ConcurrentSkipListSet<>();
        Property everyOutcome = new Property.AtRest("outcomes", state -> outcomes.add(test.outcome(state)));
        assertThat(new Explorer(test.machine, List.of(everyOutcome), Options.defaults())
                        .run()
                        .verdict())
                .isEqualTo(Verdict.HOLDS);
        assertThat(outcomes).containsExactlyInAnyOrder(shape.outcomes(tso));
    }

    @ParameterizedTest(name = "{0}, TSO: {1}")
    @MethodSource("tests")
    void randomSchedulesReachExactlyTheOutcomes(Shape shape, boolean tso) {
        Set<String> all = Set.of(shape.outcomes(tso));
        Set<String> met = new TreeSet<>();
        boolean rare = shape.cpus() >= RARE_FROM_CPUS;
        for (long seed = 0; seed < (rare ? RUNS / 10 : RUNS) && !met.equals(all); seed++) {
            Litmus test = Litmus.of(shape, tso);
            DirectRun.random(test.machine, false, new Rest(test, met), seed);
            assertThat(all).containsAll(met);
        }
        if (rare) {
            assertThat(met).hasSizeGreaterThan(1);
        } else {
            assertThat(met).isEqualTo(all);
        }
    }

    private record Rest(Litmus test, Set<String> met) implements Observer {
        @Override
        public void stepped(State state, DirectRun run) {
            // Only where everything is at rest.
        }

        @Override
        public void atRest(State state, DirectRun run) {
            met.add(test.outcome(state));
        }
    }

    /** A lock is released by a plain store, behind the stores that it guards. */
    @Test
    void whatALockGuardsIsSeenByTheNextHolder() {
        Machine machine = new Machine(2);
        machine.totalStoreOrder(4);
        SpinLock lock = machine.lock("lock");
        Word counter = machine.word("counter", 2, 0).guardedBy(lock);
        for (int cpu = 0; cpu < 2; cpu++) {
            machine.boot(cpu, false, machine.procedure("P" + cpu, () -> {
                lock.lock();
                counter.store(counter.load() + 1);
                lock.unlock();
            }));
        }
        machine.seal();
        Set<Integer> sums = new ConcurrentSkipListSet<>();
        Property atRest = new Property.AtRest("sum", state -> sums.add(state.get(counter.field())));
        new Explorer(machine, List.of(atRest), Options.defaults()).run();
        assertThat(sums).containsExactly(2);
    }
}
