// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wakeproof.explorer.BothWays.assertHolds;
import static org.wakeproof.explorer.BothWays.assertViolated;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.explorer.model.LockRules;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;

/** Locks that are dangerous together although no run of these programs comes to harm. */
class LockDisciplineTest {
    private static Result explore(Machine machine) {
        return new Explorer(
                        machine,
                        List.of(new Property.LockDiscipline()),
                        Options.defaults().withThreads(1))
                .run();
    }

    /** One CPU takes two locks in both orders, one after the other: nobody waits, but a second CPU could. */
    private static Machine bothOrders(boolean inBothOrders) {
        Machine machine = new Machine(1);
        SpinLock one = machine.lock("one");
        SpinLock two = machine.lock("two");
        machine.boot(0, false, machine.procedure("main", () -> {
            one.lock();
            two.lock();
            two.unlock();
            one.unlock();
            SpinLock outer = inBothOrders ? two : one;
            SpinLock inner = inBothOrders ? one : two;
            outer.lock();
            inner.lock();
            inner.unlock();
            outer.unlock();
        }));
        machine.seal();
        return machine;
    }

    @Test
    void twoLocksInBothOrdersAreReportedWhereTheSecondOrderIsMet() {
        Result result = explore(bothOrders(true));
        assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(result.property()).contains("locks in one order");
        assertThat(result.explanation())
                .isEqualTo("CPU0 in main waits for one while it holds two; the other way round: CPU0 in main");
        List<String> words = result.trace().orElseThrow().steps().stream()
                .map(TraceStep::description)
                .toList();
        assertThat(words.subList(0, 5)).containsExactly("L+ one", "L+ two", "L- two", "L- one", "L+ two");
        assertThat(words).as("and the one that waits").hasSize(6);
    }

    /** Behind the one rule that is known to be broken, the other is still asked, and nothing of the search is left out. */
    @Test
    void bothRulesAreFoundOneAfterTheOther() {
        Machine machine = new Machine(1);
        SpinLock one = machine.lock("one");
        SpinLock two = machine.lock("two");
        Word done = machine.word("done", 1, 0);
        Vector vector = machine.vector("device", () -> {
            one.lock();
            one.unlock();
            done.store(1);
        });
        machine.boot(0, false, machine.procedure("main", () -> {
            one.lock();
            two.lock();
            two.unlock();
            one.unlock();
            two.lock();
            one.lock();
            one.unlock();
            two.unlock();
            machine.cpu().sendIpi(1, vector);
            machine.cpu().enableInterrupts();
            done.awaitValue(1);
            one.lock();
            one.unlock();
        }));
        machine.seal();
        Options plain = Options.defaults().withThreads(1).withFusion(false);
        List<Property> rules = List.of(new Property.LockDiscipline());
        Set<String> known = new TreeSet<>();
        Result result = new Explorer(machine, rules, plain).run();
        while (result.verdict() == Verdict.VIOLATED) {
            assertThat(known.add(result.property().orElseThrow())).isTrue();
            result = new Explorer(machine, rules, plain).tolerating(known).run();
        }
        assertThat(known).containsExactly("locks in one order", "locks safe from interrupts");
        assertThat(result.statistics().stored())
                .isEqualTo(new Explorer(machine, List.of(), plain)
                        .run()
                        .statistics()
                        .stored());
    }

    @Test
    void twoLocksInOneOrderAreFine() {
        assertThat(explore(bothOrders(false)).verdict()).isEqualTo(Verdict.HOLDS);
    }

    @Test
    void aCircleOfThreeLocksIsFoundToo() {
        Machine machine = new Machine(3);
        SpinLock[] locks = {machine.lock("a"), machine.lock("b"), machine.lock("c")};
        for (int cpu = 0; cpu < 3; cpu++) {
            SpinLock outer = locks[cpu];
            SpinLock inner = locks[(cpu + 1) % 3];
            machine.boot(cpu, false, machine.procedure("main" + cpu, () -> {
                outer.lock();
                inner.lock();
                inner.unlock();
                outer.unlock();
            }));
        }
        machine.seal();
        Result result = explore(machine);
        assertThat(result.property()).contains("locks in one order");
        assertThat(result.explanation()).contains("over further locks");
    }

    /** A lock that is only tried for cannot be waited for, so trying it in the other order is no danger. */
    @Test
    void tryingALockTheOtherWayRoundIsFine() {
        Machine machine = new Machine(1);
        SpinLock one = machine.lock("one").tried();
        SpinLock two = machine.lock("two");
        machine.boot(0, false, machine.procedure("main", () -> {
            one.lock();
            two.lock();
            two.unlock();
            one.unlock();
            two.lock();
            if (one.tryLock()) {
                one.unlock();
            }
            two.unlock();
        }));
        machine.seal();
        assertThat(explore(machine).verdict()).isEqualTo(Verdict.HOLDS);
    }

    /** The interrupt comes only once the lock has been released; had it come before, it would spin for ever. */
    private static Machine takenInAnInterrupt(boolean interruptsOff) {
        Machine machine = new Machine(1);
        SpinLock lock = machine.lock("lock");
        Vector vector = machine.vector("kick", () -> {
            lock.lock();
            lock.unlock();
        });
        machine.boot(0, true, machine.procedure("main", () -> {
            if (interruptsOff) {
                lock.unlockIrqrestore(lock.lockIrqsave());
            } else {
                lock.lock();
                lock.unlock();
            }
            machine.cpu().sendIpi(1, vector);
        }));
        machine.seal();
        return machine;
    }

    @Test
    void aLockThatAnInterruptTakesIsNotHeldWithInterruptsOn() {
        Result result = explore(takenInAnInterrupt(false));
        assertThat(result.property()).contains("locks safe from interrupts");
        assertThat(result.explanation()).contains("in an interrupt").contains("holds it with interrupts on");
    }

    @Test
    void heldWithInterruptsOffItIsFine() {
        assertThat(explore(takenInAnInterrupt(true)).verdict()).isEqualTo(Verdict.HOLDS);
    }

    /** To decide about a region means to take the steps inside it ahead of the search. */
    @Test
    void whatIsSeenInsideARegionIsStillReported() {
        Machine machine = new Machine(1);
        SpinLock lock = machine.lock("lock");
        Word done = machine.word("done", 1, 0);
        Vector vector = machine.vector("kick", () -> {
            lock.lock();
            lock.unlock();
        });
        machine.boot(0, true, machine.procedure("main", () -> {
            lock.lock();
            lock.unlock();
            machine.cpu().sendIpi(1, vector);
            done.store(1);
        }));
        machine.seal();
        List<Property> properties = List.of(
                new Property.LockDiscipline(),
                new Property.Leaves("it gets done", state -> state.get(done.field()) == 0, state -> "not done"));
        Result result = new Explorer(machine, properties, Options.defaults().withThreads(1)).run();
        assertThat(result.property()).contains("locks safe from interrupts");
    }

    /** Each rule is told once, maybe about a step that the walk does not go on with. */
    @Test
    void aRandomWalkReportsTheBreachThatItMeetsWhicheverWayItGoes() {
        Machine machine = new Machine(2);
        SpinLock lock = machine.lock("lock");
        Vector vector = machine.vector("kick", () -> {
            lock.lock();
            lock.unlock();
        });
        machine.boot(0, true, machine.procedure("main", () -> {
            lock.lock();
            lock.unlock();
            machine.cpu().sendIpi(1, vector);
        }));
        Word busy = machine.word("busy", 1, 0);
        Procedure round = machine.function("round", () -> {
            busy.store(1);
            return Procedure.AGAIN;
        });
        machine.boot(1, false, machine.procedure("other", () -> round.repeat()));
        machine.seal();
        for (int seed = 1; seed <= 20; seed++) {
            Options options = Options.defaults()
                    .withSearch(Options.Order.RANDOM)
                    .withSeed(seed)
                    .withMaxStates(1_000);
            assertThat(new Explorer(machine, List.of(new Property.LockDiscipline()), options)
                            .run()
                            .property())
                    .as("seed %d", seed)
                    .contains("locks safe from interrupts");
        }
    }

    /** Each CPU waits for the lock that the other has taken, in every run: neither is ever taken behind the other. */
    @Test
    void whoWaitsForEverHasSetTheOrder() {
        Machine machine = new Machine(2);
        Word x = machine.word("x", 1, 0);
        Word y = machine.word("y", 1, 0);
        SpinLock one = machine.lock("one");
        SpinLock two = machine.lock("two");
        machine.boot(0, false, machine.procedure("first", () -> {
            one.lock();
            x.store(1);
            y.awaitValue(1);
            two.lock();
        }));
        machine.boot(1, false, machine.procedure("second", () -> {
            two.lock();
            y.store(1);
            x.awaitValue(1);
            one.lock();
        }));
        machine.seal();
        assertViolated(LockRules.ORDER, machine, new Property.LockDiscipline());
        Result result = explore(machine);
        assertThat(result.explanation())
                .isEqualTo("CPU1 in second waits for one while it holds two; the other way round: CPU0 in first");
        assertThat(result.trace().orElseThrow().steps())
                .as("until the second waits, which is no step; that the first would wait was seen before")
                .hasSize(5);
    }

    /** The handler waits for a lock whose holder waits for it: that it would take the lock is known all the same. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aHandlerThatWaitsTakesIt(boolean elsewhere) {
        Machine machine = new Machine(2);
        Word done = machine.word("done", 1, 0);
        SpinLock lock = machine.lock("lock");
        Vector kick = machine.vector("kick", () -> {
            lock.lock();
            lock.unlock();
            done.store(1);
        });
        machine.boot(0, true, machine.procedure("holder", () -> {
            if (elsewhere) {
                machine.cpu().disableInterrupts();
                lock.lock();
                machine.cpu().sendIpi(2, kick);
                done.awaitValue(1);
            } else {
                lock.lock();
                lock.unlock();
            }
        }));
        machine.boot(1, true, machine.procedure("other", () -> {
            if (elsewhere) {
                lock.lock();
                lock.unlock();
            }
        }));
        machine.seal();
        if (elsewhere) {
            assertViolated(LockRules.IRQ_SAFETY, machine, new Property.LockDiscipline());
        } else {
            assertHolds(machine, new Property.LockDiscipline());
        }
    }

    /** Who only tries, in a handler, does not wait; who has tried with success, with interrupts on, holds the lock. */
    @ParameterizedTest
    @CsvSource({"true, true, false", "true, false, false", "false, true, true", "false, false, false"})
    void whoTriesDoesNotWaitAndYetHolds(boolean handlerTries, boolean interruptsOn, boolean isWrong) {
        Machine machine = new Machine(2);
        SpinLock lock = machine.lock("lock").tried();
        Runnable tries = () -> {
            if (lock.tryLock()) {
                lock.unlock();
            }
        };
        Vector kick = machine.vector("kick", () -> {
            if (handlerTries) {
                tries.run();
            } else {
                lock.lock();
                lock.unlock();
            }
        });
        machine.boot(0, interruptsOn, machine.procedure("main", tries::run));
        machine.boot(1, true, machine.procedure("other", () -> machine.cpu().sendIpi(2, kick)));
        machine.seal();
        if (isWrong) {
            assertViolated(LockRules.IRQ_SAFETY, machine, new Property.LockDiscipline());
        } else {
            assertHolds(machine, new Property.LockDiscipline());
        }
    }

    /** A lock that is never free is not got by trying. */
    @Test
    void whoTriesInVainHoldsNothing() {
        Machine machine = new Machine(2);
        SpinLock lock = machine.lock("lock").tried();
        Vector kick = machine.vector("kick", () -> {
            lock.lock();
            lock.unlock();
        });
        Word held = machine.word("held", 1, 0);
        Word tried = machine.word("tried", 1, 0);
        machine.boot(0, false, machine.procedure("holder", () -> {
            lock.lock();
            held.store(1);
            tried.awaitValue(1);
            machine.cpu().sendIpi(2, kick);
            lock.unlock();
        }));
        machine.boot(1, true, machine.procedure("other", () -> {
            held.awaitValue(1);
            lock.tryLock();
            tried.store(1);
        }));
        machine.seal();
        assertHolds(machine, new Property.LockDiscipline());
    }

    /** Interrupts are on in a guest, as behind sti: what is held there must not be what a handler takes. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aGuestIsEnteredWithInterruptsOn(boolean holds) {
        Machine machine = new Machine(1);
        SpinLock lock = machine.lock("lock");
        Word handled = machine.word("handled", 1, 0);
        Vector kick = machine.vector("kick", () -> {
            lock.lock();
            handled.store(1);
            lock.unlock();
        });
        machine.boot(0, true, machine.procedure("main", () -> {
            machine.cpu().sendIpi(1, kick);
            handled.awaitValue(1);
            machine.cpu().disableInterrupts();
            lock.lock();
            if (!holds) {
                lock.unlock();
            }
            machine.cpu().runGuest(true);
            if (holds) {
                lock.unlock();
            }
        }));
        machine.seal();
        if (holds) {
            assertViolated(LockRules.IRQ_SAFETY, machine, new Property.LockDiscipline());
        } else {
            assertHolds(machine, new Property.LockDiscipline());
        }
    }
}
