// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.machine.Event;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;

/** Systems with known answers. */
class ClassicalSystemsTest {
    private static Result explore(Machine machine, Property... properties) {
        return new Explorer(machine, List.of(properties), Options.defaults().withThreads(2)).run();
    }

    /** Two counters of two steps each: (2+1) x (2+1) states, by hand. */
    @Test
    void twoIndependentCpusHaveTheProductOfTheirStates() {
        Machine machine = new Machine(2);
        for (int cpu = 0; cpu < 2; cpu++) {
            Word counter = machine.word("counter" + cpu, 2, 0);
            machine.boot(cpu, false, machine.procedure("count" + cpu, () -> {
                counter.store(1);
                counter.store(2);
            }));
        }
        machine.seal();
        Result result = explore(machine, new Property.NoDeadlock());
        assertThat(result.verdict()).isEqualTo(Verdict.HOLDS);
        assertThat(result.statistics().stored()).isEqualTo(9);
        assertThat(result.statistics().depth()).isEqualTo(4);
    }

    private static Machine peterson(boolean announceFirst) {
        Machine machine = new Machine(2);
        Word turn = machine.word("turn", 1, 0);
        List<Word> wants = new ArrayList<>();
        List<Word> critical = new ArrayList<>();
        for (int cpu = 0; cpu < 2; cpu++) {
            wants.add(machine.word("wants" + cpu, 1, 0));
            critical.add(machine.word("critical" + cpu, 1, 0));
        }
        for (int cpu = 0; cpu < 2; cpu++) {
            int self = cpu;
            int other = 1 - cpu;
            Procedure spin = machine.function(
                    "spin" + cpu,
                    () -> wants.get(other).load() == 1 && turn.load() == other ? Procedure.AGAIN : Procedure.STOP);
            Procedure round = machine.function("round" + cpu, () -> {
                if (announceFirst) {
                    wants.get(self).store(1);
                    turn.store(other);
                } else {
                    turn.store(other);
                    wants.get(self).store(1);
                }
                spin.repeat();
                critical.get(self).store(1);
                critical.get(self).store(0);
                wants.get(self).store(0);
                return Procedure.AGAIN;
            });
            machine.boot(cpu, false, machine.procedure("process" + cpu, () -> round.repeat()));
        }
        machine.seal();
        return machine;
    }

    private static Property exclusion(Machine machine) {
        return new Property.Always(
                "mutual exclusion",
                state -> machine.cells().stream()
                                .filter(cell -> cell.name().startsWith("critical"))
                                .mapToInt(cell -> state.get(cell.field()))
                                .sum()
                        < 2,
                state -> "both are in the critical section");
    }

    @Test
    void petersonExcludes() {
        Machine machine = peterson(true);
        assertThat(explore(machine, exclusion(machine), new Property.NoDeadlock())
                        .verdict())
                .isEqualTo(Verdict.HOLDS);
    }

    /** The well-known wrong order: 2 x (turn, wants, look, enter), of which the second process may skip one look. */
    @Test
    void petersonWithSwappedStoresDoesNotExclude() {
        Machine machine = peterson(false);
        Result result = explore(machine, exclusion(machine));
        assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(result.property()).contains("mutual exclusion");
    }

    /** Store, load on each side: the four orders of two loads give three outcomes under sequential consistency. */
    @Test
    void storeBufferingHasNoBothZeroOutcomeUnderSequentialConsistency() {
        Machine machine = new Machine(2);
        Word x = machine.word("x", 1, 0);
        Word y = machine.word("y", 1, 0);
        Word seen0 = machine.word("seen0", 2, 2);
        Word seen1 = machine.word("seen1", 2, 2);
        machine.boot(0, false, machine.procedure("left", () -> {
            x.store(1);
            seen0.store(y.load());
        }));
        machine.boot(1, false, machine.procedure("right", () -> {
            y.store(1);
            seen1.store(x.load());
        }));
        machine.seal();
        Result result = explore(
                machine,
                new Property.Always(
                        "not both zero",
                        state -> state.get(seen0.field()) != 0 || state.get(seen1.field()) != 0,
                        state -> "both zero"),
                new Property.Sometimes(
                        "both one", state -> state.get(seen0.field()) == 1 && state.get(seen1.field()) == 1),
                new Property.Sometimes(
                        "left zero", state -> state.get(seen0.field()) == 0 && state.get(seen1.field()) == 1));
        assertThat(result.verdict()).isEqualTo(Verdict.HOLDS);
    }

    private static Machine philosophers(int count, boolean oneIsLeftHanded) {
        Machine machine = new Machine(count);
        List<SpinLock> forks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            forks.add(machine.lock("fork" + i));
        }
        for (int i = 0; i < count; i++) {
            boolean swapped = oneIsLeftHanded && i == 0;
            SpinLock first = forks.get(swapped ? (i + 1) % count : i);
            SpinLock second = forks.get(swapped ? i : (i + 1) % count);
            Procedure round = machine.function("eat" + i, () -> {
                first.lock();
                second.lock();
                second.unlock();
                first.unlock();
                return Procedure.AGAIN;
            });
            machine.boot(i, false, machine.procedure("philosopher" + i, () -> round.repeat()));
        }
        machine.seal();
        return machine;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void philosophersDeadlockWhenAllTakeTheSameSideFirst(int count) {
        Result result = explore(philosophers(count, false), new Property.NoDeadlock());
        assertThat(result.property()).contains("no deadlock");
        assertThat(result.trace().orElseThrow().steps())
                .as("each takes one fork")
                .hasSize(count);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void philosophersDoNotDeadlockWhenOneIsLeftHanded(int count) {
        assertThat(explore(philosophers(count, true), new Property.NoDeadlock()).verdict())
                .isEqualTo(Verdict.HOLDS);
    }

    /** A barber who looks for customers, then sleeps; a customer who rings only if he sees him asleep. */
    private static Machine barber(boolean lookAfterDisabling) {
        Machine machine = new Machine(2);
        Word waiting = machine.word("waiting", 1, 0);
        Vector bell = machine.vector("bell", () -> {});
        Procedure work = machine.function("work", () -> {
            if (lookAfterDisabling) {
                machine.cpu().disableInterrupts();
            }
            boolean nobody = waiting.load() == 0;
            if (!lookAfterDisabling) {
                machine.cpu().disableInterrupts();
            }
            if (nobody) {
                machine.cpu().sleep(SleepState.C3);
            }
            machine.cpu().enableInterrupts();
            waiting.store(0);
            return Procedure.AGAIN;
        });
        machine.boot(0, true, machine.procedure("barber", () -> work.repeat()));
        machine.boot(1, false, machine.procedure("customer", () -> {
            waiting.store(1);
            machine.cpu().sendIpi(1, bell);
        }));
        machine.seal();
        return machine;
    }

    private static Property served(Machine machine) {
        return new Property.Leaves(
                "customer served",
                state -> machine.cpu(0).isAsleep(state)
                        && state.get(machine.cells().get(0).field()) != 0,
                state -> "the barber sleeps while somebody waits");
    }

    @Test
    void sleepingBarberLosesTheBellBetweenLookAndSleep() {
        Machine machine = barber(false);
        Result result = explore(machine, served(machine));
        assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
        // He looks; the customer comes, rings, and the bell is heard; he goes to sleep all the same.
        // The bell's handler has one operation, its iret: look, wait, ring, hear, iret, cli, sleep.
        assertThat(result.trace().orElseThrow().steps()).hasSize(7);
    }

    @Test
    void barberWhoLooksWithInterruptsOffHearsTheBell() {
        Machine machine = barber(true);
        assertThat(explore(machine, served(machine)).verdict()).isEqualTo(Verdict.HOLDS);
    }

    /** A CPU waits for a flag that only a device sets. */
    private static Machine flagSetBy(Event.Kind kind) {
        Machine machine = new Machine(1);
        Word flag = machine.word("flag", 1, 0);
        machine.event(new Event("device", kind) {
            @Override
            public boolean enabled(State state) {
                return state.get(flag.field()) == 0;
            }

            @Override
            public void fire(State state) {
                state.set(flag.field(), 1);
            }

            @Override
            public String describe(State before, State after) {
                return "sets the flag";
            }
        });
        machine.boot(0, false, machine.procedure("wait", () -> flag.awaitValue(1)));
        machine.seal();
        return machine;
    }

    private static Property flagSet(Machine machine) {
        return new Property.Leaves(
                "flag set", state -> state.get(machine.cells().get(0).field()) == 0, state -> "the flag is clear");
    }

    @Test
    void fairnessMakesADeviceAct() {
        Machine machine = flagSetBy(Event.Kind.INTERNAL);
        assertThat(BothWays.explore(machine, flagSet(machine)).verdict()).isEqualTo(Verdict.HOLDS);
    }

    @Test
    void nobodyWaitsForTheOutsideWorld() {
        Machine machine = flagSetBy(Event.Kind.EXTERNAL);
        assertThat(BothWays.explore(machine, flagSet(machine)).verdict()).isEqualTo(Verdict.VIOLATED);
    }

    /** Strong fairness: a taker that is able only now and then still gets its turn. */
    @Test
    void aWaiterThatIsAbleAgainAndAgainGetsTheLock() {
        Machine machine = new Machine(2);
        SpinLock lock = machine.lock("lock");
        Word done = machine.word("done", 1, 0);
        Procedure hog = machine.function("hog", () -> {
            lock.lock();
            lock.unlock();
            return Procedure.AGAIN;
        });
        machine.boot(0, false, machine.procedure("hogs", () -> hog.repeat()));
        machine.boot(1, false, machine.procedure("waiter", () -> {
            lock.lock();
            done.store(1);
            lock.unlock();
        }));
        machine.seal();
        assertThat(BothWays.explore(
                                machine,
                                new Property.Leaves(
                                        "waiter served",
                                        state -> state.get(done.field()) == 0,
                                        state -> "the waiter waits"))
                        .verdict())
                .isEqualTo(Verdict.HOLDS);
    }

    @Test
    void recoverableFailsWhereTheGoodStateIsBehindForEver() {
        Machine machine = new Machine(1);
        Word phase = machine.word("phase", 2, 0);
        machine.boot(0, false, machine.procedure("main", () -> {
            if (machine.choose("way", 2) == 0) {
                phase.store(1);
            } else {
                phase.store(2);
            }
        }));
        machine.seal();
        Result result = explore(machine, new Property.Recoverable("phase 1", state -> state.get(phase.field()) == 1));
        assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(result.trace().orElseThrow().steps())
                .as("the choice of the other way, and the store that follows it")
                .hasSize(2);
        Result holds = explore(machine, new Property.Recoverable("any", state -> true));
        assertThat(holds.verdict()).isEqualTo(Verdict.HOLDS);
    }

    @Test
    void aSometimesThatIsNeverMetFails() {
        Result result = explore(peterson(true), new Property.Sometimes("a miracle", state -> false));
        assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(result.explanation()).isEqualTo("never met in the whole state space");
    }

    @Test
    void limitsAreNeverSilent() {
        Machine machine = philosophers(5, true);
        Result result = new Explorer(
                        machine, List.of(), Options.defaults().withThreads(1).withMaxStates(10))
                .run();
        assertThat(result.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(result.explanation()).isEqualTo("stopped by the limit of 10 states (--max-states)");
    }

    @Test
    void randomWalksFindButNeverProve() {
        Options random = Options.defaults().withSearch(Options.Order.RANDOM).withMaxStates(20_000);
        assertThat(new Explorer(philosophers(3, false), List.of(new Property.NoDeadlock()), random)
                        .run()
                        .verdict())
                .isEqualTo(Verdict.VIOLATED);
        assertThat(new Explorer(philosophers(3, true), List.of(new Property.NoDeadlock()), random)
                        .run()
                        .verdict())
                .isEqualTo(Verdict.INCOMPLETE);
    }

    @Test
    void aProcedureThatReadsSomethingElseThanCellsIsFoundOut() {
        Machine machine = new Machine(1);
        Word x = machine.word("x", 9, 0);
        int[] outside = {0};
        machine.boot(0, false, machine.procedure("sneaky", () -> x.store(outside[0]++)));
        machine.seal();
        assertThatThrownBy(() -> explore(machine))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("procedure sneaky is not deterministic");
    }

    @Test
    void aWriteOutOfRangeIsAViolation() {
        Machine machine = new Machine(1);
        Word x = machine.word("x", 2, 0);
        machine.boot(0, false, machine.procedure("main", () -> x.store(3)));
        machine.seal();
        Result result = explore(machine);
        assertThat(result.property()).contains("values in range");
        assertThat(result.explanation()).isEqualTo("x is declared to hold 0..2, but 3 is written");
    }

    @Test
    void touchingAGuardedCellWithoutTheLockIsARace() {
        Machine machine = new Machine(1);
        SpinLock lock = machine.lock("lock");
        Word x = machine.word("x", 1, 0).guardedBy(lock);
        machine.boot(0, false, machine.procedure("main", () -> x.store(1)));
        machine.seal();
        Result result = explore(machine);
        assertThat(result.property()).contains("no data race");
        assertThat(result.explanation()).isEqualTo("CPU0 touches x, but the holder of lock may touch it");
    }

    @Test
    void aLockTakenTwiceIsAViolation() {
        Machine machine = new Machine(1);
        SpinLock lock = machine.lock("lock");
        machine.boot(0, false, machine.procedure("main", () -> {
            lock.lock();
            lock.lock();
        }));
        machine.seal();
        assertThat(explore(machine).explanation()).isEqualTo("CPU0 takes lock, which it already holds");
    }

    @Test
    void aCpuThatSleepsWithALockIsAViolation() {
        Machine machine = new Machine(1);
        SpinLock lock = machine.lock("lock");
        machine.boot(0, true, machine.procedure("main", () -> {
            lock.lock();
            machine.cpu().sleep(SleepState.C1_HALT);
        }));
        machine.seal();
        assertThat(explore(machine).explanation()).isEqualTo("CPU0 goes to sleep while it holds lock");
    }

    @Test
    void anEndlessLoopInAProcedureSaysHowToWriteIt() {
        Machine machine = new Machine(1);
        Word x = machine.word("x", 1, 0);
        machine.boot(0, false, machine.procedure("spin", () -> {
            while (x.load() == 0) {
                continue;
            }
        }));
        machine.seal();
        assertThatThrownBy(() -> explore(machine))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("make a round of its loop a procedure");
    }
}
