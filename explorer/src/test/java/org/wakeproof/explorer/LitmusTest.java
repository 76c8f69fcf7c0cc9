// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;
import org.wakeproof.direct.DirectRun;
import org.wakeproof.direct.Observer;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Word;

/**
 * The litmus tests of x86-TSO (Sewell et al., "x86-TSO", 2010): exactly the outcomes that it allows, and those of sequential
 * consistency where memory is that.
 */
class LitmusTest {
    private static final int DEPTH = 4;

    /** A test's machine: shared words x and y, and registers that make the outcome. */
    private static final class Litmus {
        final Machine machine;
        final Word x;
        final Word y;
        private final List<Word> registers = new ArrayList<>();

        Litmus(boolean tso, int cpus) {
            machine = new Machine(cpus);
            x = machine.word("x", 3, 0);
            y = machine.word("y", 3, 0);
            if (tso) {
                machine.totalStoreOrder(DEPTH);
            }
        }

        Word register(int cpu) {
            Word register = machine.word("r" + registers.size(), 3, 0).ownedBy(cpu);
            registers.add(register);
            return register;
        }

        void cpu(int number, Runnable code) {
            machine.boot(number, false, machine.procedure("P" + number, code));
        }

        /** All outcomes: the registers, or with them x and y at the end. */
        Set<String> outcomes(boolean withMemory) {
            machine.seal();
            Set<String> outcomes = new ConcurrentSkipListSet<>();
            Property everyOutcome = new Property.AtRest("outcomes", state -> {
                StringBuilder text = new StringBuilder();
                registers.forEach(register -> text.append(state.get(register.field())));
                if (withMemory) {
                    text.append(" x=")
                            .append(state.get(x.field()))
                            .append(" y=")
                            .append(state.get(y.field()));
                }
                outcomes.add(text.toString());
            });
            Result result = new Explorer(machine, List.of(everyOutcome), Options.defaults()).run();
            assertThat(result.verdict()).isEqualTo(Verdict.HOLDS);
            return new TreeSet<>(outcomes);
        }
    }

    /** Store buffering. */
    private static Set<String> sb(boolean tso, Runnable between0, Runnable between1) {
        Litmus test = new Litmus(tso, 2);
        Word r0 = test.register(0);
        Word r1 = test.register(1);
        test.cpu(0, () -> {
            test.x.store(1);
            between(test, between0);
            r0.store(test.y.load());
        });
        test.cpu(1, () -> {
            test.y.store(1);
            between(test, between1);
            r1.store(test.x.load());
        });
        return test.outcomes(false);
    }

    private static final Runnable NOTHING = () -> {};
    /** Stands for a fence of the test's own machine. */
    private static final Runnable FENCE = () -> {};

    private static void between(Litmus test, Runnable what) {
        if (what == FENCE) {
            test.machine.fence();
        }
    }

    @Test
    void storeBufferingIsAllowedUnlessBothFence() {
        assertThat(sb(false, NOTHING, NOTHING)).containsExactly("01", "10", "11");
        assertThat(sb(true, NOTHING, NOTHING)).containsExactly("00", "01", "10", "11");
        assertThat(sb(true, FENCE, NOTHING)).containsExactly("00", "01", "10", "11");
        assertThat(sb(true, FENCE, FENCE)).containsExactly("01", "10", "11");
    }

    @Test
    void aLockedOperationIsAFence() {
        Litmus test = new Litmus(true, 2);
        Word r0 = test.register(0);
        Word r1 = test.register(1);
        test.cpu(0, () -> {
            test.x.testAndSetBit(0);
            r0.store(test.y.load());
        });
        test.cpu(1, () -> {
            test.y.testAndSetBit(0);
            r1.store(test.x.load());
        });
        assertThat(test.outcomes(false)).containsExactly("01", "10", "11");
    }

    @Test
    void messagesArePassedInOrder() {
        for (boolean tso : new boolean[] {false, true}) {
            Litmus test = new Litmus(tso, 2);
            Word r0 = test.register(1);
            Word r1 = test.register(1);
            test.cpu(0, () -> {
                test.x.store(1);
                test.y.store(1);
            });
            test.cpu(1, () -> {
                r0.store(test.y.load());
                r1.store(test.x.load());
            });
            assertThat(test.outcomes(false)).containsExactly("00", "01", "11");
        }
    }

    @Test
    void loadsAreNotBuffered() {
        Litmus test = new Litmus(true, 2);
        Word r0 = test.register(0);
        Word r1 = test.register(1);
        test.cpu(0, () -> {
            r0.store(test.x.load());
            test.y.store(1);
        });
        test.cpu(1, () -> {
            r1.store(test.y.load());
            test.x.store(1);
        });
        assertThat(test.outcomes(false)).containsExactly("00", "01", "10");
    }

    @Test
    void allReadersSeeIndependentStoresInOneOrder() {
        Litmus test = new Litmus(true, 4);
        Word r0 = test.register(2);
        Word r1 = test.register(2);
        Word r2 = test.register(3);
        Word r3 = test.register(3);
        test.cpu(0, () -> test.x.store(1));
        test.cpu(1, () -> test.y.store(1));
        test.cpu(2, () -> {
            r0.store(test.x.load());
            r1.store(test.y.load());
        });
        test.cpu(3, () -> {
            r2.store(test.y.load());
            r3.store(test.x.load());
        });
        assertThat(test.outcomes(false)).hasSize(15).doesNotContain("1010");
    }

    /** n6: a CPU reads its own store from its buffer before anybody else can. */
    @Test
    void aCpuSeesItsOwnStoreFirst() {
        for (boolean tso : new boolean[] {false, true}) {
            Litmus test = new Litmus(tso, 2);
            Word r0 = test.register(0);
            Word r1 = test.register(0);
            test.cpu(0, () -> {
                test.x.store(1);
                r0.store(test.x.load());
                r1.store(test.y.load());
            });
            test.cpu(1, () -> {
                test.y.store(2);
                test.x.store(2);
            });
            String allowedByBuffersOnly = "10 x=1 y=2";
            assertThat(test.outcomes(true).contains(allowedByBuffersOnly)).isEqualTo(tso);
        }
    }

    /** n5, and 2+2W: stores to one word are seen in one order, and a CPU's own are not passed by others. */
    @Test
    void storesReachMemoryInOneOrder() {
        Litmus n5 = new Litmus(true, 2);
        Word r0 = n5.register(0);
        Word r1 = n5.register(1);
        n5.cpu(0, () -> {
            n5.x.store(1);
            r0.store(n5.x.load());
        });
        n5.cpu(1, () -> {
            n5.x.store(2);
            r1.store(n5.x.load());
        });
        assertThat(n5.outcomes(false)).containsExactly("11", "12", "22");

        Litmus twoPlusTwo = new Litmus(true, 2);
        twoPlusTwo.cpu(0, () -> {
            twoPlusTwo.x.store(1);
            twoPlusTwo.y.store(2);
        });
        twoPlusTwo.cpu(1, () -> {
            twoPlusTwo.y.store(1);
            twoPlusTwo.x.store(2);
        });
        assertThat(twoPlusTwo.outcomes(true)).containsExactly(" x=1 y=2", " x=2 y=1", " x=2 y=2");
    }

    /** A lock is released by a plain store, behind the stores that it guards. */
    @Test
    void whatALockGuardsIsSeenByTheNextHolder() {
        Litmus test = new Litmus(true, 2);
        SpinLock lock = test.machine.lock("lock");
        Word counter = test.machine.word("counter", 2, 0).guardedBy(lock);
        for (int cpu = 0; cpu < 2; cpu++) {
            test.cpu(cpu, () -> {
                lock.lock();
                counter.store(counter.load() + 1);
                lock.unlock();
            });
        }
        test.machine.seal();
        Set<Integer> sums = new ConcurrentSkipListSet<>();
        Property atRest = new Property.AtRest("sum", state -> sums.add(state.get(counter.field())));
        new Explorer(test.machine, List.of(atRest), Options.defaults()).run();
        assertThat(sums).containsExactly(2);
    }

    /** The other way to run the same operations: real code on a seeded schedule, without the explorer. */
    @Test
    void randomSchedulesMeetOnlyTheSameOutcomes() {
        assertThat(storeBufferingAtRandom(true)).contains("00").isSubsetOf("00", "01", "10", "11");
        assertThat(storeBufferingAtRandom(false)).contains("01", "10").isSubsetOf("01", "10", "11");
    }

    private static Set<String> storeBufferingAtRandom(boolean tso) {
        Set<String> met = new TreeSet<>();
        for (long seed = 0; seed < 100; seed++) {
            Litmus test = new Litmus(tso, 2);
            Word r0 = test.register(0);
            Word r1 = test.register(1);
            test.cpu(0, () -> {
                test.x.store(1);
                r0.store(test.y.load());
            });
            test.cpu(1, () -> {
                test.y.store(1);
                r1.store(test.x.load());
            });
            test.machine.seal();
            DirectRun.random(test.machine, false, new Rest(r0, r1, met), seed);
        }
        return met;
    }

    private record Rest(Word r0, Word r1, Set<String> met) implements Observer {
        @Override
        public void stepped(State state, DirectRun run) {
            // Only where everything is at rest.
        }

        @Override
        public void atRest(State state, DirectRun run) {
            met.add("" + state.get(r0.field()) + state.get(r1.field()));
        }
    }
}
