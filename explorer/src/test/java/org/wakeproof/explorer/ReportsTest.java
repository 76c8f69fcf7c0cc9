// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wakeproof.explorer.StateGraph.Edge;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Pit;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Word;

/** What is told of a run beside its verdict: what was not exercised, figures, every state and step of a small system. */
class ReportsTest {
    private static Vacuity vacuity(Machine machine) {
        machine.seal();
        return new Explorer(machine, List.of(), Options.defaults().withThreads(1))
                .run()
                .vacuity();
    }

    @Test
    void whatWasNeverCalledAndWhatAlwaysCameOutTheSameWay() {
        Machine machine = new Machine(2);
        SpinLock lock = machine.lock("lock").tried();
        Word often = machine.word("often", 1, 0);
        Procedure never = machine.procedure("never", () -> {});
        Procedure once = machine.function("once", () -> Procedure.STOP);
        machine.boot(0, false, machine.procedure("main", () -> {
            if (often.testAndSetBit(0)) {
                never.call();
            }
            once.repeat();
        }));
        machine.boot(1, false, machine.procedure("tries", () -> lock.tryLock()));
        Vacuity vacuity = vacuity(machine);
        assertThat(vacuity.neverReached()).containsExactly("never");
        assertThat(vacuity.oneWayOnly())
                .containsExactlyInAnyOrder(
                        "main: A: set 1 in often", "_spin_trylock: L+ lock", "once: never goes round again");
    }

    /** What tells one CPU's cells and functions from another's is not told apart. */
    /** Ports have a copy of a function of their own, as of softirq_pending; what one of them does, the function does. */
    @Test
    void aFunctionThatSomeCopyOfIsCalledIsReached() {
        Machine machine = new Machine(1);
        Procedure called = machine.procedure("look", () -> {});
        machine.procedure("look", () -> {});
        machine.procedure("other", () -> {});
        machine.boot(0, false, machine.procedure("main", () -> called.call()));
        machine.seal();
        Result result = new Explorer(machine, List.of(), Options.defaults()).run();
        assertThat(result.vacuity().neverReached()).containsExactly("other");
    }

    @Test
    void testsOfSeveralCpusAreOneTest() {
        Machine machine = new Machine(2);
        PerCpu<Word> own =
                machine.perCpu(cpu -> machine.word("own[" + cpu + "]", 1, cpu).ownedBy(cpu));
        Procedure test = machine.procedure("test", () -> own.own().testAndSetBit(0));
        machine.boot(0, false, test);
        machine.boot(1, false, test);
        assertThat(vacuity(machine).oneWayOnly())
                .as("clear at CPU0, set at CPU1")
                .isEmpty();
    }

    /** The graph tells who does what, and leaves out what nobody else sees. */
    @Test
    void everyStateAndStepOfASmallSystem() {
        Machine machine = new Machine(1);
        SpinLock lock = machine.lock("lock");
        Word x = machine.word("x", 1, 0);
        Word kept = machine.word("kept", 1, 0).guardedBy(lock);
        machine.boot(0, false, machine.procedure("main", () -> {
            lock.lock();
            kept.store(1);
            x.store(1);
            lock.unlock();
            machine.bugOn(x.load() == 1, "wrong");
        }));
        machine.seal();
        StateGraph graph = StateGraph.of(machine, List.of(), 10).orElseThrow();
        assertThat(graph.edges())
                .containsExactly(
                        new Edge(0, 1, 0, "CPU0", List.of("L+ lock", "W: x = 1", "L- lock")),
                        new Edge(1, 2, 0, "CPU0", List.of("R: x is 1")),
                        new Edge(2, -1, 0, "CPU0", List.of("wrong")));
        assertThat(graph.states()).hasSize(3);
        assertThat(graph.states().get(1).get(kept.field())).isEqualTo(1);
        assertThat(StateGraph.of(machine, List.of(), 3)).isPresent();
        assertThat(StateGraph.of(machine, List.of(), 2)).isEmpty();
    }

    /** Whoever wants to know of a state sees each change of what is asked about, also behind a lock. */
    @Test
    void whatARegionReadsIsNotHiddenInAStep() {
        Machine machine = new Machine(1);
        SpinLock lock = machine.lock("lock");
        Word kept = machine.word("kept", 2, 0).guardedBy(lock);
        machine.boot(0, false, machine.procedure("main", () -> {
            lock.lock();
            kept.store(1);
            kept.store(2);
            lock.unlock();
        }));
        machine.seal();
        Property leaves = new Property.Leaves("leaves 1", state -> state.get(kept.field()) == 1, state -> "");
        assertThat(StateGraph.of(machine, List.of(leaves), 10).orElseThrow().states())
                .extracting(state -> state.get(kept.field()))
                .contains(1);
        assertThat(StateGraph.of(machine, List.of(), 10).orElseThrow().states())
                .extracting(state -> state.get(kept.field()))
                .doesNotContain(1);
    }

    @Test
    void theStepsOfTheClockAreItsOwn() {
        Machine machine = new Machine(1, 1, 0, 1);
        machine.time("deadline", Instant.nowPlus(1));
        new Pit(machine, machine.vector("tick", () -> {}));
        machine.boot(0, false, machine.procedure("main", () -> {}));
        machine.seal();
        StateGraph graph = StateGraph.of(machine, List.of(), 10).orElseThrow();
        assertThat(graph.edges()).extracting(Edge::who).containsOnly("clock");
        // In one tick, now, long ago; from then on a tick leads back.
        assertThat(graph.states()).hasSize(3);
        List<String> told = new ArrayList<>();
        assertThat(new Unreduced(machine).visit(10, visitor(told))).isTrue();
        assertThat(told)
                .containsExactly(
                        "state 0 []", "state 1 []", "0-1 clock tick", "state 2 []", "1-2 clock tick", "2-2 clock tick");
        assertThat(new Unreduced(machine).visit(2, visitor(told))).isFalse();
    }

    private static Unreduced.Visitor visitor(List<String> told) {
        return new Unreduced.Visitor() {
            @Override
            public void state(int number, Unreduced.View view) {
                told.add("state " + number + " "
                        + view.stack(0).stream()
                                .map(call -> call.procedure()
                                        + (call.isHandler() ? " handles" : "")
                                        + call.arguments()
                                        + call.results()
                                        + call.next()
                                                .map(next -> " " + next.describe(0))
                                                .orElse(""))
                                .toList());
            }

            @Override
            public void step(int from, int to, boolean isTick, String who) {
                told.add(from + "-" + to + " " + who + (isTick ? " tick" : ""));
            }

            @Override
            public void broken(int from, String rule) {
                told.add(from + " breaks: " + rule);
            }
        };
    }

    @Test
    void whatACpuIsInTheMiddleOf() {
        Machine machine = new Machine(1);
        Word x = machine.word("x", 1, 0);
        Procedure store = machine.procedure("store", value -> x.store(value));
        machine.boot(0, false, machine.procedure("main", () -> {
            x.load();
            store.call(1);
            machine.bugOn(true, "end");
        }));
        machine.seal();
        List<String> told = new ArrayList<>();
        assertThat(new Unreduced(machine).visit(10, visitor(told))).isTrue();
        assertThat(told)
                .containsExactly(
                        "state 0 [main[][] R: x is 0]",
                        "state 1 [main[][0], store[1][] W: x = 1]",
                        "0-1 CPU0",
                        "state 2 [main[][0, 0] BUG: end]",
                        "1-2 CPU0",
                        "2 breaks: end");
    }

    /** What a search that is cut says of properties: sets are asked once they are whole. */
    @Test
    void whatIsKnownWhereASearchIsCut() {
        assertThat(cut(new Statistics(1, 1, 1, 1, 1, 1))).isEqualTo("nothing was violated so far");
        assertThat(cut(sets(Optional.empty())))
                .isEqualTo("no step broke a rule so far; properties, rules of locks among them, are asked once all "
                        + "states are known");
        assertThat(cut(sets(Optional.of(BigInteger.TEN))))
                .isEqualTo("all states are known, and no property that was asked is violated; not all were");
    }

    private static String cut(Statistics statistics) {
        return new Result(
                        Verdict.INCOMPLETE,
                        Optional.empty(),
                        "stopped by a test",
                        Optional.empty(),
                        statistics,
                        new Vacuity(List.of(), List.of()),
                        Optional.empty())
                .soFar();
    }

    private static Statistics sets(Optional<BigInteger> states) {
        return Statistics.of(new Statistics.Symbolic(states, 1, 2, 3, 4, 5, 6, 7, 8, List.of()), 100, 1);
    }

    @Test
    void figures() {
        Statistics some = new Statistics(1L << 32, 7, 3, 2, 1L << 33, 2);
        assertThat(some.rate()).isEqualTo(1L << 31);
        assertThat(some.bytesPerState()).isEqualTo(2);
        assertThat(some.oddsOfOmission()).as("n² pairs of 2^64 values, halved").isEqualTo(0.5, within(1e-12));
        assertThat(some.states()).isEqualTo(BigInteger.TWO.pow(32));
        Statistics none = new Statistics(0, 0, 0, 0, 100, 0);
        assertThat(none.rate()).isZero();
        assertThat(none.bytesPerState()).isZero();
        BigInteger many = BigInteger.TWO.pow(80);
        Statistics sets =
                Statistics.of(new Statistics.Symbolic(Optional.of(many), 1, 2, 3, 4, 5, 6, 7, 8, List.of()), 100, 1);
        assertThat(sets.states()).isEqualTo(many);
        assertThat(sets.stored()).isEqualTo(Long.MAX_VALUE);
        assertThat(sets.generated()).isEqualTo(5);
        assertThat(sets.bytes()).isEqualTo(100);
        Statistics unknown =
                Statistics.of(new Statistics.Symbolic(Optional.empty(), 1, 2, 3, 4, 5, 6, 7, 8, List.of()), 100, 1);
        assertThat(unknown.stored()).isZero();
        assertThat(unknown.states()).isZero();
    }
}
