// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wakeproof.explorer.BothWays.assertHolds;
import static org.wakeproof.explorer.BothWays.assertViolated;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Pit;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;

/** Who acts, and who could, in the middle of what the reduction makes one transition. */
class FairnessTest {
    private static final String DONE = "x becomes 1";

    private static Property done(Word x) {
        return new Property.Leaves(DONE, state -> state.get(x.field()) == 0, state -> "x is 0");
    }

    /** What the handler of an interrupt does: nothing; or what only its CPU sees, which is fused with taking it. */
    enum Handler {
        EMPTY,
        OWN_STORE,
        LOCK
    }

    private static Vector storm(Machine machine, Handler handler) {
        Word own = machine.word("own", 1, 0).ownedBy(0);
        SpinLock lock = machine.lock("lock");
        return machine.vector("kick", () -> {
            if (handler == Handler.OWN_STORE) {
                own.store(1);
            } else if (handler == Handler.LOCK) {
                lock.lock();
                lock.unlock();
            }
        });
    }

    /** CPU0 does act, again and again: it returns from interrupts. That it never gets on in between is fair. */
    @ParameterizedTest
    @EnumSource
    void aStormOfInterruptsKeepsACpuFromItsProgram(Handler handler) {
        Machine machine = new Machine(2);
        Word x = machine.word("x", 1, 0);
        Vector kick = storm(machine, handler);
        Procedure round = machine.function("round", () -> {
            machine.cpu().sendIpi(1, kick);
            return Procedure.AGAIN;
        });
        machine.boot(0, true, machine.procedure("main", () -> x.store(1)));
        machine.boot(1, false, machine.procedure("kicker", () -> round.repeat()));
        machine.seal();
        assertViolated(DONE, machine, done(x));
    }

    /** The same with interrupts off: then the CPU has only its program, and gets on with it. */
    @Test
    void whatIsNotTakenKeepsNobodyFromAnything() {
        Machine machine = new Machine(2);
        Word x = machine.word("x", 1, 0);
        Vector kick = storm(machine, Handler.EMPTY);
        Procedure round = machine.function("round", () -> {
            machine.cpu().sendIpi(1, kick);
            return Procedure.AGAIN;
        });
        machine.boot(0, false, machine.procedure("main", () -> x.store(1)));
        machine.boot(1, false, machine.procedure("kicker", () -> round.repeat()));
        machine.seal();
        assertHolds(machine, done(x));
    }

    @ParameterizedTest
    @EnumSource
    void aStormOfTicks(Handler handler) {
        Machine machine = new Machine(1, 1, 0, 1);
        Word x = machine.word("x", 1, 0);
        new Pit(machine, storm(machine, handler));
        machine.boot(0, true, machine.procedure("main", () -> x.store(1)));
        machine.seal();
        assertViolated(DONE, machine, done(x));
    }

    /** A lock that is free again and again is got in the end, however short the moment; a tried one need not be. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoWaitsForALockGetsIt(boolean tries) {
        Machine machine = new Machine(2);
        Word x = machine.word("x", 1, 0);
        SpinLock lock = machine.lock("lock").tried();
        Procedure hold = machine.function("hold", () -> {
            lock.lock();
            lock.unlock();
            return Procedure.AGAIN;
        });
        Procedure attempt = machine.function("attempt", () -> {
            if (tries && !lock.tryLock()) {
                return Procedure.AGAIN;
            }
            if (!tries) {
                lock.lock();
            }
            x.store(1);
            lock.unlock();
            return Procedure.STOP;
        });
        machine.boot(0, false, machine.procedure("holder", () -> hold.repeat()));
        machine.boot(1, false, machine.procedure("waiter", () -> attempt.repeat()));
        machine.seal();
        if (tries) {
            assertViolated(DONE, machine, done(x));
        } else {
            assertHolds(machine, done(x));
        }
    }

    private static Procedure sampling(Machine machine, int cpu) {
        TimeCell sample =
                machine.time("sample" + cpu, Instant.zero()).ownedBy(cpu).sampleOfNow();
        Word seen = machine.word("seen" + cpu, 1, 0);
        return machine.function("round" + cpu, () -> {
            sample.sampleNow();
            seen.load();
            sample.set(Instant.zero());
            return Procedure.AGAIN;
        });
    }

    /**
     * The clock waits for whoever holds a sample of now. One CPU that samples again and again lets it go on in between;
     * two can take turns so that there is a sample at any moment, although neither holds one for ever: then time would stand
     * still by nothing but the model's rule, and that is no fair run.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void samplesThatOverlapDoNotStopTheClockForEver(int samplers) {
        Machine machine = new Machine(samplers + 1, 1, 0, 1);
        Word x = machine.word("x", 1, 0);
        new Pit(machine, machine.vector("tick", () -> x.store(1)));
        machine.boot(0, false, machine.procedure("sleeper", () -> machine.cpu().sleep(SleepState.C1_HALT)));
        for (int cpu = 1; cpu <= samplers; cpu++) {
            Procedure round = sampling(machine, cpu);
            machine.boot(cpu, false, machine.procedure("sampler" + cpu, () -> round.repeat()));
        }
        machine.seal();
        assertHolds(machine, done(x));
    }

    private static Machine beside(int cpus, Word[] x) {
        Machine machine = new Machine(cpus, 1, 0, 1);
        x[0] = machine.word("x", 1, 0);
        new Pit(machine, machine.vector("tick", () -> x[0].store(1)));
        machine.boot(0, false, machine.procedure("sleeper", () -> machine.cpu().sleep(SleepState.C1_HALT)));
        return machine;
    }

    private static void assertStaysUndone(Machine machine, Word x, String how) {
        assertViolated(DONE, machine, done(x));
        for (Options.Order order : List.of(Options.Order.BFS, Options.Order.SYMBOLIC)) {
            Result result =
                    new Explorer(machine, List.of(done(x)), Options.defaults().withSearch(order)).run();
            assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
            assertThat(result.explanation()).endsWith("; it goes on for ever while " + how);
        }
    }

    /** Who holds a sample for ever stops the clock, whatever others do meanwhile: whether that may be is for people to say. */
    @Test
    void aSampleThatIsNeverLetGoStopsTheClock() {
        Word[] x = new Word[1];
        Machine machine = beside(3, x);
        Word never = machine.word("never", 1, 0);
        TimeCell sample = machine.time("sample", Instant.zero()).ownedBy(1).sampleOfNow();
        Procedure round = sampling(machine, 2);
        machine.boot(1, false, machine.procedure("holder", () -> {
            sample.sampleNow();
            never.awaitValue(1);
        }));
        machine.boot(2, false, machine.procedure("sampler", () -> round.repeat()));
        machine.seal();
        assertStaysUndone(
                machine,
                x[0],
                "CPU2 acts in turn, and time stands still, as the clock waits for a sample of NOW() that CPU1 holds all"
                        + " the time");
    }

    /**
     * Two that let go of their samples only when the other one has taken one leave no moment for a tick, in no run; then
     * nothing says that time would go on, and what is waited for may be lost.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void samplesThatAreHandedOverStopTheClock(boolean handsOver) {
        Word[] x = new Word[1];
        Machine machine = beside(3, x);
        Word turn = machine.word("turn", 1, 0);
        for (int cpu = 1; cpu <= 2; cpu++) {
            int self = cpu - 1;
            TimeCell sample =
                    machine.time("sample" + cpu, Instant.zero()).ownedBy(cpu).sampleOfNow();
            Procedure round = machine.function("round" + cpu, () -> {
                if (!handsOver) {
                    sample.set(Instant.zero());
                }
                turn.awaitValue(self);
                sample.sampleNow();
                turn.store(1 - self);
                turn.awaitValue(self);
                sample.set(Instant.zero());
                sample.sampleNow();
                turn.store(1 - self);
                return Procedure.AGAIN;
            });
            machine.boot(cpu, false, machine.procedure("sampler" + cpu, () -> round.repeat()));
        }
        machine.seal();
        if (handsOver) {
            assertStaysUndone(
                    machine,
                    x[0],
                    "CPU1, CPU2 act in turn, and time stands still, as the clock waits for samples of NOW() that overlap: a"
                            + " sample age of 1 would let it go on");
        } else {
            assertHolds(machine, done(x[0]));
        }
    }

    private static Procedure toggle(Machine machine, Word y) {
        return machine.function("toggle", () -> {
            y.store(1);
            y.store(0);
            return Procedure.AGAIN;
        });
    }

    /** What guards it lets no other CPU see the moment in which a sample is let go, but it is not held all the time. */
    @Test
    void aGuardedSampleThatIsTakenAnewIsNotHeldAllTheTime() {
        Machine machine = new Machine(2, 1, 0, 1);
        TimeCell deadline = machine.time("deadline", Instant.zero());
        SpinLock lock = machine.lock("lock");
        TimeCell own = machine.time("own", Instant.zero()).ownedBy(0).sampleOfNow();
        TimeCell guarded =
                machine.time("guarded", Instant.zero()).guardedBy(lock).sampleOfNow();
        Word y = machine.word("y", 1, 0);
        Procedure round = machine.function("round", () -> {
            own.sampleNow();
            guarded.set(Instant.zero());
            guarded.sampleNow();
            own.set(Instant.zero());
            if (y.load() == 1) {
                guarded.set(Instant.zero());
                deadline.set(Instant.now());
                return Procedure.STOP;
            }
            return Procedure.AGAIN;
        });
        Procedure toggle = toggle(machine, y);
        machine.boot(0, false, machine.procedure("main", () -> {
            lock.lock();
            guarded.sampleNow();
            round.repeat();
            lock.unlock();
        }));
        machine.boot(1, false, machine.procedure("toggler", () -> toggle.repeat()));
        machine.seal();
        int past = machine.clock().now() - 1;
        assertHolds(
                machine,
                new Property.Leaves(
                        "is over", state -> state.get(deadline.field()) != past, state -> "the deadline is not over"));
    }

    /** A time that only its CPU sees grows older for a moment, and then the clock waits for a sample that is long over. */
    @Test
    void timeMayWaitForASampleInMomentsThatOnlyOneCpuSees() {
        Machine machine = new Machine(2, 1, 0, 1);
        TimeCell deadline = machine.time("deadline", Instant.zero());
        TimeCell old = machine.time("old", Instant.zero());
        TimeCell own = machine.time("own", Instant.zero()).ownedBy(0);
        TimeCell sample = machine.time("sample", Instant.zero()).ownedBy(0).sampleOfNow();
        Word y = machine.word("y", 1, 0);
        Word begun = machine.word("begun", 1, 0);
        Procedure wait = machine.function("wait", () -> old.minusNow() < 0 ? Procedure.STOP : Procedure.AGAIN);
        Procedure round = machine.function("round", () -> {
            sample.copyFrom(old);
            own.set(Instant.now());
            own.set(Instant.zero());
            int seen = y.load();
            sample.set(Instant.zero());
            if (seen == 1) {
                deadline.set(Instant.now());
                return Procedure.STOP;
            }
            return Procedure.AGAIN;
        });
        Procedure toggle = toggle(machine, y);
        machine.boot(0, false, machine.procedure("main", () -> {
            old.set(Instant.now());
            wait.repeat();
            begun.store(1);
            round.repeat();
        }));
        machine.boot(1, false, machine.procedure("toggler", () -> toggle.repeat()));
        machine.seal();
        int past = machine.clock().now() - 1;
        assertHolds(
                machine,
                new Property.Leaves(
                        "is over",
                        state -> state.get(begun.field()) == 1 && state.get(deadline.field()) != past,
                        state -> "the deadline is not over"));
    }

    /** A sample that an interrupt's handler throws away is held by nobody, though to throw it away is its first act. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatAHandlerThrowsAwayKeepsNoTimeWaiting(boolean atOnce) {
        Machine machine = new Machine(2, 1, 0, 1);
        Word x = machine.word("x", 1, 0);
        Word seen = machine.word("seen", 1, 0);
        new Pit(machine, machine.vector("tick", () -> x.store(1)));
        Procedure over = machine.procedure("over", () -> {});
        Vector kick = machine.vector("kick", () -> {
            if (!atOnce) {
                seen.load();
            }
            machine.resetStackAndJump(over);
        });
        TimeCell[] now = new TimeCell[2];
        Procedure holds = machine.procedure("holds", () -> {
            now[1].sampleNow();
            seen.awaitValue(1);
        });
        PerCpu<TimeCell> samples = holds.timeVariable("now");
        now[1] = samples.of(1).sampleOfNow();
        machine.boot(0, true, machine.procedure("main", () -> {
            machine.cpu().sendIpi(0b10, kick);
            machine.cpu().sleep(SleepState.C1_HALT);
        }));
        machine.boot(1, true, holds);
        machine.seal();
        assertHolds(machine, done(x));
    }

    /** Samples that may grow old do not. */
    @Test
    void samplesThatGrowOldLetTheClockGoOn() {
        Machine machine = new Machine(3, 1, 1, 2);
        Word x = machine.word("x", 1, 0);
        new Pit(machine, machine.vector("tick", () -> x.store(1)));
        machine.boot(0, false, machine.procedure("sleeper", () -> machine.cpu().sleep(SleepState.C1_HALT)));
        for (int cpu = 1; cpu < 3; cpu++) {
            Procedure round = sampling(machine, cpu);
            machine.boot(cpu, false, machine.procedure("sampler" + cpu, () -> round.repeat()));
        }
        machine.seal();
        assertHolds(machine, done(x));
    }

    /**
     * Urgent time passes only where no CPU can act. Two that hand over to each other can see to it that one of them
     * always can; what each still has to do after handing over is what only itself sees.
     */
    @Test
    void whoStillHasSomethingToDoKeepsUrgentTimeWaiting() {
        Machine machine = new Machine(3, 1, 0, 1);
        Word x = machine.word("x", 1, 0);
        Word turn = machine.word("turn", 1, 0);
        new Pit(machine, machine.vector("tick", () -> x.store(1)));
        machine.boot(0, false, machine.procedure("sleeper", () -> machine.cpu().sleep(SleepState.C1_HALT)));
        for (int cpu = 1; cpu <= 2; cpu++) {
            int self = cpu - 1;
            Word own = machine.word("own" + cpu, 1, 0).ownedBy(cpu);
            Procedure round = machine.function("round" + cpu, () -> {
                turn.awaitValue(self);
                turn.store(1 - self);
                own.store(1);
                return Procedure.AGAIN;
            });
            machine.boot(cpu, false, machine.procedure("player" + cpu, () -> round.repeat()));
        }
        machine.seal();
        machine.clock().urge((state, cpu) -> false);
        assertViolated(DONE, machine, done(x));
    }

    /** Who is exempt does not keep urgent time waiting though it goes on for ever, and neither does who has nothing to do. */
    @Test
    void whoHasNothingToDoKeepsNoTimeWaiting() {
        Machine machine = new Machine(2, 1, 0, 1);
        Word x = machine.word("x", 1, 0);
        new Pit(machine, machine.vector("tick", () -> x.store(1)));
        Procedure round = machine.function("round", () -> {
            x.load();
            return Procedure.AGAIN;
        });
        machine.boot(0, true, machine.procedure("spins", () -> round.repeat()));
        machine.boot(1, false, machine.procedure("idle", () -> {}));
        machine.seal();
        machine.clock().urge((state, cpu) -> cpu == 0);
        assertHolds(machine, done(x));
    }

    /**
     * Urgent time waits for CPU1 until its round is over, however little is left of that, and not for CPU2: if CPU2 hands the next
     * round over before, time never passes.
     */
    @Test
    void whoHasLittleLeftToDoKeepsUrgentTimeWaiting() {
        Machine machine = new Machine(3, 1, 0, 1);
        Word x = machine.word("x", 1, 0);
        Word turn = machine.word("turn", 2, 1);
        Word own = machine.word("own", 1, 0).ownedBy(1);
        new Pit(machine, machine.vector("tick", () -> x.store(1)));
        machine.boot(0, true, machine.procedure("idle", () -> {}));
        Procedure round = machine.function("round", () -> {
            turn.awaitValue(1);
            turn.store(2);
            own.store(1);
            return Procedure.AGAIN;
        });
        Procedure handOver = machine.function("hand over", () -> {
            turn.awaitValue(2);
            turn.store(1);
            return Procedure.AGAIN;
        });
        machine.boot(1, false, machine.procedure("works", () -> round.repeat()));
        machine.boot(2, false, machine.procedure("hands over", () -> handOver.repeat()));
        machine.seal();
        machine.clock().urge((state, cpu) -> cpu == 2);
        assertViolated(DONE, machine, done(x));
    }

    /**
     * Time stops where nothing grows older any more. A deadline is set and disarmed again and again, and it is fair that no tick
     * ever comes in between, if one can come behind it: while the CPU's own time is still there, which it stores over, or forgets.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void timeMayPassJustBeforeItStops(boolean forgets) {
        Machine machine = new Machine(1, 1, 0, 1);
        TimeCell deadline = machine.time("deadline", Instant.zero());
        TimeCell stored = machine.time("stored", Instant.zero()).ownedBy(0);
        Word own = machine.word("own", 1, 0).ownedBy(0);
        TimeCell[] variable = new TimeCell[1];
        Procedure inner = machine.function("inner", () -> {
            deadline.set(Instant.now());
            (forgets ? variable[0] : stored).set(Instant.now());
            deadline.set(Instant.zero());
            own.store(1);
            return 0;
        });
        variable[0] = inner.timeVariable("variable").of(0);
        Procedure round = machine.function("round", () -> {
            inner.call();
            stored.set(Instant.zero());
            return Procedure.AGAIN;
        });
        machine.boot(0, false, machine.procedure("main", () -> round.repeat()));
        machine.seal();
        int past = machine.clock().now() - 1;
        Property over = new Property.Leaves(
                "is over", state -> state.get(deadline.field()) != past, state -> "the deadline is not over");
        assertViolated("is over", machine, over);
    }

    /**
     * A handler that lets interrupts in is not entered once more before it is over. Others can keep its CPU from ever getting
     * to that, though all that is left of it is to read what never changes.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStormKeepsAHandlerFromEnding(boolean entersTheRegionInside) {
        Machine machine = new Machine(2);
        Word begun = machine.word("begun", 1, 0);
        Word x = machine.word("x", 1, 0);
        Word again = machine.word("again", 1, 0);
        Word fixed = machine.word("fixed", 1, 0).readOnly();
        Vector tick = machine.vector("tick", () -> {});
        Procedure over = machine.procedure("over", () -> {});
        Vector kick = machine.vector("kick", () -> {
            if (again.load() == 1) {
                x.store(1);
                return;
            }
            again.store(1);
            begun.awaitValue(1);
            if (entersTheRegionInside) {
                x.store(0);
            }
            machine.cpu().enableInterrupts();
            fixed.load();
            machine.resetStackAndJump(over);
        });
        Procedure round = machine.function("round", () -> {
            machine.cpu().sendIpi(1, tick);
            return Procedure.AGAIN;
        });
        machine.boot(0, true, over);
        machine.boot(1, false, machine.procedure("kicks", () -> {
            if (entersTheRegionInside) {
                x.store(1);
            }
            machine.cpu().sendIpi(1, kick);
            again.awaitValue(1);
            machine.cpu().sendIpi(1, kick);
            begun.store(1);
            round.repeat();
        }));
        machine.seal();
        assertViolated(
                DONE,
                machine,
                new Property.Leaves(
                        DONE, state -> state.get(x.field()) == 0 && state.get(begun.field()) == 1, state -> "x is 0"));
    }

    /** Who waits on top of a handler for another interrupt of the same kind waits for ever, however little is left of the handler. */
    @Test
    void anInterruptThatIsBeingServedDoesNotComeOnTop() {
        Machine machine = new Machine(1);
        Word x = machine.word("x", 1, 0);
        Word served = machine.word("served", 1, 0);
        Word fixed = machine.word("fixed", 1, 0).readOnly();
        Procedure over = machine.procedure("over", () -> {});
        Vector[] kick = new Vector[1];
        Vector tick = machine.vector("tick", () -> {
            machine.cpu().sendIpi(1, kick[0]);
            machine.cpu().enableInterrupts();
            x.awaitValue(1);
        });
        kick[0] = machine.vector("kick", () -> {
            if (served.load() == 1) {
                x.store(1);
                return;
            }
            served.store(1);
            machine.cpu().sendIpi(1, tick);
            machine.cpu().enableInterrupts();
            fixed.load();
            machine.resetStackAndJump(over);
        });
        machine.boot(0, false, machine.procedure("main", () -> {
            machine.cpu().sendIpi(1, kick[0]);
            machine.cpu().enableInterrupts();
        }));
        machine.seal();
        assertViolated(DONE, machine, done(x));
    }
}
