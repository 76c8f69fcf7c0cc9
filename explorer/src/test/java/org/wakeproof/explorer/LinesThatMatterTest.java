// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wakeproof.explorer.Verdict.HOLDS;
import static org.wakeproof.explorer.Verdict.VIOLATED;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.wakeproof.explorer.Options.Order;
import org.wakeproof.machine.HpetComparator;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;

/**
 * A smallest system for each of some lines of the engine and the machine without which a verdict would be wrong. Every
 * test says which line it guards; it fails once that line says something else.
 */
class LinesThatMatterTest {
    private static final Options PLAIN = Options.defaults().withThreads(1).withFusion(false);

    /** Wires a machine and seals it; returns what is asked. */
    private interface Wiring extends BiFunction<Machine, Word, List<Property>> {}

    private static void expect(Verdict verdict, int cpus, Wiring wiring) {
        expect(verdict, () -> new Machine(cpus), wiring, List.of(PLAIN, PLAIN.withFusion(true)));
    }

    private static void expect(Verdict verdict, Supplier<Machine> machines, Wiring wiring, List<Options> ways) {
        for (Options way : ways) {
            Machine machine = machines.get();
            List<Property> properties = wiring.apply(machine, machine.word("x", 1, 0));
            machine.seal();
            assertThat(new Explorer(machine, properties, way).run().verdict())
                    .as(way.toString())
                    .isEqualTo(verdict);
        }
    }

    private static Property.Leaves leavesZero(Word x) {
        return new Property.Leaves("x becomes 1", state -> state.get(x.field()) == 0, state -> "x is 0");
    }

    /** {@code Transaction.takesIn}: with interrupts on, a handler may come between two steps of a CPU. */
    @Test
    void aHandlerSeesItsOwnCpuBetweenTwoSteps() {
        expect(VIOLATED, 2, (machine, x) -> {
            Word own = machine.word("own", 1, 0).ownedBy(0);
            Vector kick =
                    machine.vector("kick", () -> machine.bugOn(x.load() == 1 && own.load() == 0, "between the stores"));
            machine.boot(0, true, machine.procedure("stores", () -> {
                x.store(1);
                own.store(1);
            }));
            machine.boot(
                    1, false, machine.procedure("sends", () -> machine.cpu().sendIpi(1, kick)));
            return List.of();
        });
    }

    /** {@code Transaction.carriedOut}: behind a left mover, nothing that others could see is taken in. */
    @Test
    void whatFollowsAnUnlockIsSeenLater() {
        expect(VIOLATED, 2, (machine, x) -> {
            SpinLock lock = machine.lock("lock");
            Word kept = machine.word("kept", 1, 0).guardedBy(lock);
            machine.boot(0, false, machine.procedure("stores", () -> {
                lock.lock();
                kept.store(1);
                lock.unlock();
                x.store(1);
            }));
            machine.boot(1, false, machine.procedure("looks", () -> {
                lock.lock();
                machine.bugOn(kept.load() == 1 && x.load() == 0, "between unlocking and the store");
                lock.unlock();
            }));
            return List.of();
        });
    }

    /** {@code Transaction.beginWithInterrupt}: taking an interrupt can be seen before its handler has done anything. */
    @Test
    void aTakenInterruptIsSeenBeforeItsHandlerActs() {
        expect(VIOLATED, 2, (machine, x) -> {
            Word sent = machine.word("sent", 1, 0);
            Vector kick = machine.vector("kick", () -> x.store(1));
            machine.boot(0, true, machine.procedure("looks", sent::load));
            machine.boot(1, false, machine.procedure("sends", () -> {
                machine.cpu().sendIpi(1, kick);
                sent.store(1);
            }));
            return List.of(new Property.Always(
                    "pending, or handled",
                    state -> state.get(sent.field()) == 0
                            || machine.cpu(0).interruptRequests(state) != 0
                            || state.get(x.field()) == 1,
                    state -> "neither"));
        });
    }

    /** {@code Acquire.mover}: that a lock is taken can be seen by who only tries it. */
    @Test
    void whoTriesALockSeesItTaken() {
        expect(VIOLATED, 2, (machine, x) -> {
            SpinLock lock = machine.lock("lock").tried();
            machine.boot(0, false, machine.procedure("takes", () -> {
                lock.lock();
                x.store(1);
            }));
            machine.boot(1, false, machine.procedure("tries", () -> {
                if (!lock.tryLock()) {
                    machine.bugOn(x.load() == 0, "taken, and nothing stored");
                }
            }));
            return List.of();
        });
    }

    /** {@code Release.mover}: that a lock is still held can be seen by who only tries it. */
    @Test
    void whoTriesALockSeesItHeld() {
        expect(VIOLATED, 2, (machine, x) -> {
            SpinLock lock = machine.lock("lock").tried();
            machine.boot(0, false, machine.procedure("releases", () -> {
                lock.lock();
                x.store(1);
                lock.unlock();
            }));
            machine.boot(1, false, machine.procedure("tries", () -> {
                if (x.load() == 1) {
                    machine.bugOn(!lock.tryLock(), "still held");
                }
            }));
            return List.of();
        });
    }

    /** {@code Clock.sampling}: where a sample may age, time can pass right behind taking it. */
    @Test
    void aSampleMayBeOldWhenItIsUsed() {
        Wiring wiring = (machine, x) -> {
            TimeCell sample = machine.time("sample", Instant.zero()).ownedBy(0).sampleOfNow();
            TimeCell deadline = machine.time("deadline", Instant.nowPlus(1)).ownedBy(0);
            Vector expired = machine.vector("expired", () -> x.store(1));
            HpetComparator comparator = new HpetComparator(machine, "hpet", (state, cpu) -> cpu == 1, expired);
            machine.boot(0, false, machine.procedure("compares", () -> {
                sample.sampleNow();
                boolean isOver = x.load() == 1;
                machine.bugOn(sample.isBefore(deadline) && isOver, "not over by the sample, and over");
            }));
            machine.boot(
                    1,
                    true,
                    machine.procedure("programs", () -> comparator.match().set(Instant.nowPlus(1))));
            return List.of();
        };
        expect(VIOLATED, () -> new Machine(2, 2, 1, 2), wiring, List.of(PLAIN, PLAIN.withFusion(true)));
    }

    /** {@code RegionGraph.fairPart}: what must not be put off for ever may be avoided by never letting it be possible. */
    @Test
    void aRunMayKeepAwayFromWhereSomebodyCouldAct() {
        expect(VIOLATED, 1, (machine, x) -> {
            Vector kick = machine.vector("kick", () -> x.store(1));
            Procedure round = machine.function("round", () -> {
                if (machine.choose("turn interrupts on", 2) == 1) {
                    machine.cpu().enableInterrupts();
                    machine.cpu().disableInterrupts();
                }
                return Procedure.AGAIN;
            });
            machine.boot(0, false, machine.procedure("goes round", () -> {
                machine.cpu().sendIpi(1, kick);
                round.repeat();
            }));
            return List.of(leavesZero(x));
        });
    }

    /** {@code RegionCheck.close}: a single state is a round if a step leads back to it. */
    @Test
    void aRoundMayBeOneState() {
        expect(VIOLATED, 1, (machine, x) -> {
            Procedure round = machine.function("round", () -> {
                x.load();
                return Procedure.AGAIN;
            });
            machine.boot(0, false, machine.procedure("goes round", () -> round.repeat()));
            return List.of(leavesZero(x));
        });
    }

    /** {@code Agents.bit}: taking one vector again and again does not stand for taking another. */
    @Test
    void eachVectorIsTakenAtLast() {
        expect(HOLDS, 2, (machine, x) -> {
            Word often = machine.word("often", 1, 0);
            Vector storm = machine.vector("storm", () -> often.store(1));
            Vector once = machine.vector("once", () -> x.store(1));
            Procedure round = machine.function("round", () -> {
                machine.cpu().sendIpi(1, storm);
                return Procedure.AGAIN;
            });
            machine.boot(0, true, machine.procedure("takes", () -> {}));
            machine.boot(1, false, machine.procedure("sends", () -> {
                machine.cpu().sendIpi(1, once);
                round.repeat();
            }));
            return List.of(leavesZero(x));
        });
    }

    /** {@code DepthFirstSearch.enter}: a step that breaks a rule ends the search. */
    @Test
    void depthFirstFindsABrokenRule() {
        Wiring wiring = (machine, x) -> {
            machine.boot(0, false, machine.procedure("breaks", () -> machine.bugOn(x.load() == 0, "x is 0")));
            return List.of();
        };
        Options depthFirst = PLAIN.withSearch(Order.DFS);
        expect(VIOLATED, () -> new Machine(1), wiring, List.of(depthFirst, depthFirst.withFusion(true)));
    }
}
