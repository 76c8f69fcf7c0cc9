// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.explorer.Nearest.Turn;
import org.wakeproof.explorer.Options.Order;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Word;

/** How near runs come to a Sometimes that is never met: the result that no run had, and the way to where it is missing. */
class NearestTest {
    private static final Options ONE_WORKER = Options.defaults().withThreads(1);

    /** Until the test is over: nobody can stop a thread from outside. */
    private static volatile boolean isSpinning = true;

    private static Optional<Nearest> nearest(Machine machine, Predicate<State> met, Options options) {
        machine.seal();
        Explorer explorer = new Explorer(machine, List.of(new Property.Sometimes("sometimes", met)), options);
        Result result = explorer.run();
        assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(result.nearest()).as("nobody has asked yet").isEmpty();
        return explorer.shown(result).nearest();
    }

    private static List<String> steps(Trace run) {
        return run.steps().stream().map(Trace.TraceStep::description).toList();
    }

    /** It raises work itself, and then looks whether there is any. */
    private static Machine raisesWorkAndLooks() {
        Machine machine = new Machine(1);
        Word pending = machine.word("pending", 1, 0);
        machine.boot(0, false, machine.procedure("idle", () -> {
            if (pending.load() == 0) {
                pending.store(1);
                if (pending.load() == 0) {
                    machine.cpu().sleep(SleepState.C1_HALT);
                }
            }
        }));
        return machine;
    }

    @ParameterizedTest
    @EnumSource(
            value = Order.class,
            names = {"BFS", "DFS", "SYMBOLIC"})
    void theLookThatAlwaysFindsWorkIsInTheWayOfSleep(Order search) {
        Machine machine = raisesWorkAndLooks();
        Nearest nearest = nearest(machine, state -> machine.cpu(0).isAsleep(state), ONE_WORKER.withSearch(search))
                .orElseThrow();
        assertThat(nearest.turns())
                .containsExactly(new Turn(
                        0,
                        "idle",
                        List.of("R: pending is 1"),
                        "R: pending is 0",
                        "'falls asleep in C1 (hlt)'",
                        "idle"));
        assertThat(steps(nearest.run().orElseThrow()))
                .containsExactly("R: pending is 0", "W: pending = 1", "R: pending is 1");
    }

    /** The value that is missed is nowhere at all, so the next question is who could write it, and what is in the way of that. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whatIsNowhereIsMissingSomewhereElse(int threads) {
        Machine machine = new Machine(2);
        Word go = machine.word("go", 1, 0);
        Word affinity = machine.word("affinity", 3, 1).readOnly();
        Word done = machine.word("done", 1, 0);
        machine.boot(0, false, machine.procedure("waker", () -> {
            if ((affinity.load() & 2) != 0) {
                go.store(1);
            }
        }));
        machine.boot(1, false, machine.procedure("sleeper", () -> {
            if (go.load() == 1) {
                done.store(1);
            }
        }));
        Nearest nearest = nearest(machine, state -> state.get(done.field()) == 1, ONE_WORKER.withThreads(threads))
                .orElseThrow();
        assertThat(nearest.turns())
                .containsExactly(
                        new Turn(1, "sleeper", List.of("R: go is 0"), "R: go is 1", "'W: done = 1'", "sleeper"),
                        new Turn(0, "waker", List.of("R: affinity is 1"), "R: affinity is 2", "'W: go = 1'", "waker"));
        assertThat(steps(nearest.run().orElseThrow())).as("to the last of them").containsExactly("R: affinity is 1");
    }

    /** Each part happens; only together they never do, and no single result would change that. */
    @Test
    void nothingIsSaidWhereOnlyTheCombinationIsMissing() {
        Machine machine = new Machine(2);
        Word turn = machine.word("turn", 1, 0);
        Word one = machine.word("one", 1, 0);
        Word other = machine.word("other", 1, 0);
        machine.boot(0, false, machine.procedure("first", () -> {
            one.store(1);
            one.store(0);
            turn.store(1);
        }));
        machine.boot(1, false, machine.procedure("second", () -> {
            turn.awaitValue(1);
            other.store(1);
        }));
        assertThat(nearest(machine, state -> state.get(one.field()) == 1 && state.get(other.field()) == 1, ONE_WORKER))
                .isEmpty();
    }

    /** The same line has had the result before, but not behind what is seen here. */
    @Test
    void aResultCanBeMissingBehindAnotherOnly() {
        Machine machine = new Machine(1);
        Word x = machine.word("x", 1, 0);
        Word met = machine.word("met", 1, 0);
        Procedure look = machine.function("look", () -> {
            int first = x.load();
            int second = x.load();
            if (first == 0 && second == 1) {
                met.store(1);
            }
            x.store(1);
            return first == 0 ? Procedure.AGAIN : Procedure.STOP;
        });
        machine.boot(0, false, machine.procedure("main", () -> look.repeat()));
        Nearest nearest = nearest(machine, state -> state.get(met.field()) == 1, ONE_WORKER)
                .orElseThrow();
        assertThat(nearest.turns())
                .extracting(Turn::seen, Turn::missing)
                .containsExactly(tuple(List.of("R: x is 0"), "R: x is 1"));
    }

    /** A line that never had the result explains more than one that had it, though what is missing is further behind it. */
    @Test
    void aLineThatNeverHadTheResultComesFirst() {
        Machine machine = new Machine(1);
        Word x = machine.word("x", 1, 0);
        Word y0 = machine.word("y[0]", 1, 0);
        Word y1 = machine.word("y[1]", 1, 1);
        Word met = machine.word("met", 1, 0);
        Procedure look = machine.function("look", () -> {
            int first = x.load();
            int second = x.load();
            if (first == 0 && second == 1) {
                met.store(1);
            }
            x.store(1);
            return first == 0 ? Procedure.AGAIN : Procedure.STOP;
        });
        machine.boot(0, false, machine.procedure("main", () -> {
            look.repeat();
            y1.load();
            if (y0.load() == 1) {
                x.store(0);
                met.store(1);
            }
        }));
        assertMissing(machine, met, "R: y[0] is 0", "R: y[0] is 1");
    }

    private static void assertMissing(Machine machine, Word met, String seen, String missing) {
        Nearest nearest = nearest(machine, state -> state.get(met.field()) == 1, ONE_WORKER)
                .orElseThrow();
        assertThat(nearest.turns())
                .extracting(Turn::seen, Turn::missing)
                .containsExactly(tuple(List.of(seen), missing));
    }

    /** A procedure's line is another one for each place that it is called from. */
    @Test
    void aCallFromElsewhereIsAnotherPlace() {
        Machine machine = new Machine(1);
        Word x = machine.word("x", 1, 1);
        Word met = machine.word("met", 1, 0);
        Procedure look = machine.procedure("look", last -> {
            if (x.load() == last) {
                met.store(last);
            }
        });
        machine.boot(0, false, machine.procedure("main", () -> {
            look.call(0);
            x.store(0);
            look.call(1);
        }));
        assertMissing(machine, met, "R: x is 0", "R: x is 1");
    }

    /** What the cell of one CPU has held, that of another could. */
    @Test
    void whatOneCpuHasSeenAnotherCouldSee() {
        Machine machine = new Machine(2);
        var own = machine.perCpu(cpu -> machine.word("own[" + cpu + "]", 40, 17 * cpu));
        Word met = machine.word("met", 1, 0);
        for (int cpu = 0; cpu < 2; cpu++) {
            int here = cpu;
            machine.boot(cpu, false, machine.procedure("main", () -> {
                if (own.own().load() == 17 && here == 0) {
                    met.store(1);
                }
            }));
        }
        assertMissing(machine, met, "R: own[0] is 0", "R: own[0] is 17");
    }

    /** Nobody has seen more than 0: each value of a small word is possible, and each bit of a large one. */
    @ParameterizedTest
    @CsvSource({"3, 3", "40, 16", "40, 1", "32, 32"})
    void whatAWordCouldHold(int max, int wanted) {
        Machine machine = new Machine(1);
        Word x = machine.word("x", max, 0);
        Word met = machine.word("met", 1, 0);
        machine.boot(0, false, machine.procedure("main", () -> {
            if (x.load() == wanted) {
                met.store(1);
            }
        }));
        assertMissing(machine, met, "R: x is 0", "R: x is " + wanted);
    }

    /** CPU0 does the like, but in no procedure that CPU1 could be missing: it has a program of its own. */
    @Test
    void nothingIsSaidOfWhatAnotherCpuDoesInItsOwnProgram() {
        Machine machine = new Machine(2);
        var current = machine.perCpu(cpu -> machine.word("current[" + cpu + "]", 1, 0));
        machine.boot(0, false, machine.procedure("runs", () -> current.of(0).store(1)));
        machine.boot(1, false, machine.procedure("idles", () -> current.of(1).load()));
        assertThat(nearest(machine, state -> state.get(current.of(1).field()) == 1, ONE_WORKER))
                .isEmpty();
    }

    /** That met is 1 would be what is to be explained. */
    @Test
    void theMissingValueIsNoReasonForItself() {
        Machine machine = new Machine(1);
        Word met = machine.word("met", 1, 0);
        machine.boot(0, false, machine.procedure("main", () -> {
            if (met.load() == 1) {
                met.addReturn(1);
            }
        }));
        assertThat(nearest(machine, state -> state.get(met.field()) == 1, ONE_WORKER))
                .isEmpty();
    }

    /** Of two values that are asked for together, the one that no run brings about is missing. */
    @Test
    void whatIsMetIsNotMissing() {
        Machine machine = new Machine(1);
        Word no = machine.word("no", 1, 0);
        Word never = machine.word("never", 1, 0);
        Word x = machine.word("x", 1, 0);
        Word y = machine.word("y", 1, 0);
        machine.boot(0, false, machine.procedure("main", () -> {
            x.store(1);
            x.store(0);
            if (no.load() == 1) {
                x.addReturn(1);
            }
            if (never.load() == 1) {
                no.load();
                y.store(1);
            }
        }));
        Nearest nearest = nearest(machine, state -> state.get(x.field()) + state.get(y.field()) == 2, ONE_WORKER)
                .orElseThrow();
        assertThat(nearest.turns()).extracting(Turn::missing).containsExactly("R: never is 1");
    }

    /** Each CPU waits for the one before it, and the first of five for something else: three reasons are told. */
    @Test
    void reasonsOfReasonsEnd() {
        int cpus = 5;
        Machine machine = new Machine(cpus);
        Word[] told = new Word[cpus + 1];
        for (int cpu = 0; cpu <= cpus; cpu++) {
            told[cpu] = machine.word("told" + (char) ('A' + cpu), 1, 0);
        }
        for (int cpu = 0; cpu < cpus; cpu++) {
            int here = cpu;
            machine.boot(cpu, false, machine.procedure("tells" + cpu, () -> {
                if (told[here].load() == 1) {
                    told[here + 1].store(1);
                }
            }));
        }
        Nearest nearest = nearest(machine, state -> state.get(told[cpus].field()) == 1, ONE_WORKER)
                .orElseThrow();
        assertThat(nearest.turns())
                .extracting(Turn::missing)
                .containsExactly("R: toldE is 1", "R: toldD is 1", "R: toldC is 1");
    }

    /** The run ends with the step at the place, though it is one with a step before that does the same elsewhere. */
    @Test
    void theRunEndsAtThePlace() {
        Machine machine = new Machine(1);
        Word own = machine.word("own", 1, 0).ownedBy(0);
        Word met = machine.word("met", 1, 0);
        Procedure look = machine.procedure("look", () -> {
            if (own.load() == 1) {
                met.store(1);
            }
        });
        machine.boot(0, false, machine.procedure("main", () -> {
            own.load();
            look.call();
            own.store(0);
        }));
        Nearest nearest = nearest(machine, state -> state.get(met.field()) == 1, ONE_WORKER)
                .orElseThrow();
        Trace run = nearest.run().orElseThrow();
        assertThat(run.steps())
                .extracting(Trace.TraceStep::functions, Trace.TraceStep::description)
                .containsExactly(tuple("main", "R: own is 0"), tuple("main > look", "R: own is 0"));
        assertThat(run.lossIndex()).isEqualTo(2);
        assertThat(run.roundIndex()).isEqualTo(2);
    }

    /** What is missing lies deep in code that only the other CPU runs: the way into that code is told. */
    @Test
    void aCpuThatNeverEntersWhatAnotherRuns() {
        Machine machine = new Machine(2);
        var pending = machine.perCpu(cpu -> machine.word("pending[" + cpu + "]", 1, 1 - cpu));
        var current = machine.perCpu(cpu -> machine.word("current[" + cpu + "]", 2, 0));
        Word queue = machine.word("queue", 40, 17);
        Procedure schedule = machine.procedure("schedule", () -> current.own().store(queue.load() == 33 ? 2 : 1));
        for (int cpu = 0; cpu < 2; cpu++) {
            machine.boot(cpu, false, machine.procedure("idle", () -> {
                if (pending.own().load() == 1) {
                    schedule.call();
                }
            }));
        }
        Nearest nearest = nearest(machine, state -> state.get(current.of(1).field()) == 2, ONE_WORKER)
                .orElseThrow();
        assertThat(nearest.turns())
                .containsExactly(new Turn(
                        1,
                        "idle",
                        List.of("R: pending[1] is 0"),
                        "R: pending[1] is 1",
                        "schedule, where CPU0 does 'W: current[0] = 1'",
                        "idle > schedule"));
    }

    /** A procedure that does nothing of the kind is nearer, and is no answer. */
    @Test
    void theWayIntoCodeThatDoesSomethingElseIsNotAsked() {
        Machine machine = new Machine(2);
        var pending = machine.perCpu(cpu -> machine.word("pending[" + cpu + "]", 1, 1 - cpu));
        var current = machine.perCpu(cpu -> machine.word("current[" + cpu + "]", 2, 0));
        Word queue = machine.word("queue", 40, 17);
        Word other = machine.word("other", 1, 0);
        Procedure count = machine.procedure("count", () -> other.store(1));
        Procedure schedule = machine.procedure("schedule", () -> current.own().store(queue.load() == 33 ? 2 : 1));
        for (int cpu = 0; cpu < 2; cpu++) {
            machine.boot(cpu, false, machine.procedure("idle", () -> {
                if (pending.own().load() == 1) {
                    count.call();
                    schedule.call();
                }
            }));
        }
        Nearest nearest = nearest(machine, state -> state.get(current.of(1).field()) == 2, ONE_WORKER)
                .orElseThrow();
        assertThat(nearest.turns())
                .extracting(Turn::then)
                .containsExactly("schedule, where CPU0 does 'W: current[0] = 1'");
    }

    /** What can only be done behind something else, as under a lock, is told all the same. */
    @Test
    void whatIsMissingMayNeedALock() {
        Machine machine = new Machine(1);
        SpinLock lock = machine.lock("lock");
        Word x = machine.word("x", 1, 0);
        Word met = machine.word("met", 1, 0).guardedBy(lock);
        machine.boot(0, false, machine.procedure("main", () -> {
            lock.lock();
            if (x.load() == 1) {
                met.store(1);
            }
            lock.unlock();
        }));
        Nearest nearest = nearest(machine, state -> state.get(met.field()) == 1, ONE_WORKER)
                .orElseThrow();
        assertThat(nearest.turns()).extracting(Turn::then).containsExactly("'W: met = 1'");
    }

    /** A shortest run that a search meets first has CPU0 begin; shown is one in which each CPU acts once. */
    @Test
    void theRunHasFewSwitches() {
        Machine machine = new Machine(2);
        Word own = machine.word("own", 1, 0);
        Word go = machine.word("go", 1, 0);
        Word x = machine.word("x", 1, 0);
        Word met = machine.word("met", 1, 0);
        machine.boot(0, false, machine.procedure("main", () -> {
            own.store(1);
            go.awaitValue(1);
            if (x.load() == 1) {
                met.store(1);
            }
        }));
        machine.boot(1, false, machine.procedure("other", () -> go.store(1)));
        Nearest nearest = nearest(machine, state -> state.get(met.field()) == 1, ONE_WORKER)
                .orElseThrow();
        assertThat(steps(nearest.run().orElseThrow()))
                .containsExactly("W: go = 1", "W: own = 1", "R: sees go = 1", "R: x is 0");
    }

    @Test
    void aLimitEndsTheSearchForTheRunAndNotWhatIsKnown() {
        Machine machine = new Machine(1);
        Word x = machine.word("x", 1, 0);
        Word met = machine.word("met", 1, 0);
        machine.boot(0, false, machine.procedure("main", () -> {
            if (x.load() == 1) {
                met.store(1);
            }
        }));
        machine.seal();
        Explorer explorer = new Explorer(
                machine,
                List.of(new Property.Sometimes("sometimes", state -> state.get(met.field()) == 1)),
                ONE_WORKER);
        Result result = explorer.run();
        explorer.stop("a test");
        Nearest nearest = explorer.shown(result).nearest().orElseThrow();
        assertThat(nearest.turns()).hasSize(1);
        assertThat(nearest.run()).isEmpty();
    }

    @Test
    void nothingIsAskedWhereAllHolds() {
        Machine machine = new Machine(1);
        Word x = machine.word("x", 1, 0);
        machine.boot(0, false, machine.procedure("main", () -> x.store(1)));
        machine.seal();
        Explorer explorer = new Explorer(
                machine, List.of(new Property.Sometimes("sometimes", state -> state.get(x.field()) == 1)), ONE_WORKER);
        assertThat(explorer.shown(explorer.run()).nearest()).isEmpty();
    }

    /** What no run reads, the code need not be able to bear; the verdict stays, whatever becomes of it then. */
    @ParameterizedTest
    @ValueSource(strings = {"throws", "recurses", "loops"})
    void codeThatCannotBearWhatIsMadeUpLeavesTheVerdict(String how) {
        Machine machine = new Machine(1);
        Word index = machine.word("index", 3, 0);
        Word seen = machine.word("seen", 1, 0);
        int[] table = {0, 0};
        machine.boot(0, false, machine.procedure("main", () -> {
            index.store(1);
            int at = index.load();
            if (at > 1) {
                switch (how) {
                    case "throws" -> table[at] = 1;
                    case "recurses" -> endlessly(at);
                    default -> spin();
                }
            }
            if (at == 3) {
                seen.store(1);
            }
        }));
        assertThat(nearest(machine, state -> state.get(seen.field()) == 1, ONE_WORKER))
                .isEmpty();
    }

    private static int endlessly(int depth) {
        return 1 + endlessly(depth + 1);
    }

    private static void spin() {
        while (isSpinning) {
            Thread.onSpinWait();
        }
    }
}
