// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.Word;

/** What Java code must not do as a port, and the error that says so, with the procedure's name. */
class PortCodeTest {
    private static Result explore(Machine machine, boolean reduced) {
        Options options = Options.defaults().withThreads(1).withFusion(reduced);
        return new Explorer(machine, List.of(), options).run();
    }

    /** A machine of one CPU that runs a procedure called main, with two words. */
    private static Machine machine(BiConsumer<Machine, Word> main) {
        Machine machine = new Machine(1);
        Word x = machine.word("x", 1, 0);
        machine.boot(0, false, machine.procedure("main", () -> main.accept(machine, x)));
        machine.seal();
        return machine;
    }

    private enum Swallows {
        CATCHES("returns", (machine, x) -> {
            try {
                x.store(1);
            } catch (RuntimeException e) {
                // And returns.
            }
        }),
        CATCHES_EVERYTHING("asks for Store[cell=x, value=0]", (machine, x) -> {
            try {
                x.store(1);
            } catch (Throwable e) {
                x.store(0);
            }
        }),
        GOES_ON_IN_FINALLY("asks for Store[cell=x, value=0]", (machine, x) -> {
            try {
                x.store(1);
            } finally {
                x.store(0);
            }
        }),
        GOES_ON_IN_FINALLY_AND_CATCHES("asks for Store[cell=x, value=0]", (machine, x) -> {
            try {
                x.store(1);
            } finally {
                try {
                    x.store(0);
                } catch (RuntimeException e) {
                    // As if nothing had happened.
                }
            }
        }),
        THROWS_SOMETHING_ELSE("throws java.lang.IllegalStateException: store failed", (machine, x) -> {
            try {
                x.store(1);
            } catch (RuntimeException e) {
                throw new IllegalStateException("store failed", e);
            }
        });

        final String does;
        final BiConsumer<Machine, Word> main;

        Swallows(String does, BiConsumer<Machine, Word> main) {
            this.does = does;
            this.main = main;
        }
    }

    @ParameterizedTest
    @EnumSource
    void letsExceptionsPass(Swallows how) {
        for (boolean reduced : new boolean[] {false, true}) {
            assertThatThrownBy(() -> explore(machine(how.main), reduced))
                    .isInstanceOf(ModelException.class)
                    .hasMessageStartingWith("procedure main " + how.does
                            + " behind the place where it asks for Store[cell=x, value=1], of which")
                    .hasMessageContaining("the code of a port has to let exceptions pass");
        }
    }

    @Test
    void mayTidyUpWhatIsItsOwn() {
        int[] depth = {0};
        Machine machine = machine((it, x) -> {
            depth[0]++;
            try {
                x.store(1);
            } finally {
                depth[0]--;
            }
            it.bugOn(depth[0] != 0, "not tidied up");
        });
        assertThat(explore(machine, true).verdict()).isEqualTo(Verdict.HOLDS);
    }

    /** What a procedure asks for, and in words, with an argument. */
    private enum Asks {
        OPERATION("Store[cell=x, value=%d]"),
        CALL("call of other[%d]"),
        REPEAT("repetition of other[%d]"),
        ITERATE("iteration of other[%d]"),
        JUMP("jump to other[%d]");

        final String words;

        Asks(String words) {
            this.words = words;
        }

        void ask(Machine machine, Procedure other, Word x, int value) {
            switch (this) {
                case OPERATION -> x.store(value);
                case CALL -> other.call(value);
                case REPEAT -> other.repeat(value);
                case ITERATE -> other.iterate(value);
                case JUMP -> machine.resetStackAndJump(other, value);
                default -> throw new AssertionError(this);
            }
        }
    }

    /** It is told what the code asks for when it is run for the first time, and for the second. */
    @ParameterizedTest
    @EnumSource
    void asksForTheSameEachTime(Asks what) {
        int[] runs = {0};
        Machine machine = new Machine(1);
        Word x = machine.word("x", 1, 0);
        Procedure other = machine.function("other", value -> Procedure.STOP);
        machine.boot(0, false, machine.procedure("main", () -> what.ask(machine, other, x, runs[0]++)));
        machine.seal();
        assertThatThrownBy(() -> explore(machine, true))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("procedure main is not deterministic: with the same results it asked first for "
                        + what.words.formatted(0) + ", then for " + what.words.formatted(1) + "; ");
    }

    /** The reader has been learnt long before the writer comes to its end, or the other way round. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sharesNothingInJavaFields(boolean readerLast) {
        Machine machine = new Machine(2);
        Word x = machine.word("x", 1, 0);
        Word y = machine.word("y", 1, 0);
        boolean[] flag = {false};
        int reader = readerLast ? 1 : 0;
        machine.boot(reader, false, machine.procedure("reader", () -> {
            x.load();
            machine.bugOn(flag[0], "flag");
        }));
        machine.boot(1 - reader, false, machine.procedure("writer", () -> {
            y.load();
            y.load();
            y.load();
            flag[0] = true;
            y.store(1);
        }));
        machine.seal();
        assertThatThrownBy(() -> explore(machine, false))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("procedure reader is not deterministic")
                .hasMessageContaining("return of 0")
                .hasMessageContaining("it reads something that is neither a cell");
    }

    /** Whoever looks at the field afterwards finds it as it was. */
    @Test
    void doesNotShareWhatItPutsBackEither() {
        Machine machine = new Machine(2);
        Word x = machine.word("x", 1, 0);
        boolean[] busy = {false};
        machine.boot(0, false, machine.procedure("reader", () -> {
            x.load();
            machine.bugOn(busy[0], "busy");
        }));
        machine.boot(1, false, machine.procedure("writer", () -> {
            x.load();
            busy[0] = true;
            x.load();
            busy[0] = false;
            x.load();
        }));
        machine.seal();
        assertThatThrownBy(() -> explore(machine, false)).hasMessageContaining("procedure reader is not deterministic");
    }

    @Tag("long")
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void comesBack() {
        // Nobody can end it but itself, and it would go round as long as this JVM runs tests.
        AtomicBoolean isOver = new AtomicBoolean();
        Machine machine = machine((it, x) -> {
            int found = x.load();
            while (found == 0 && !isOver.get()) {
                LockSupport.parkNanos(1_000_000);
            }
        });
        try {
            assertThatThrownBy(() -> explore(machine, true))
                    .isInstanceOf(ModelException.class)
                    .hasMessageStartingWith("procedure main has run for 5 seconds without asking for an operation, at ")
                    .hasMessageContaining("PortCodeTest.java:");
        } finally {
            isOver.set(true);
        }
    }

    @Test
    void throwsNothing() {
        assertThatThrownBy(() -> explore(
                        machine((it, x) -> {
                            x.load();
                            throw new IllegalStateException("boo");
                        }),
                        true))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("procedure main throws java.lang.IllegalStateException: boo, at ")
                .hasMessageContaining("PortCodeTest.java:");
    }

    private static int calls(int depth) {
        return calls(depth + 1) + 1;
    }

    @Test
    void recursesToAnEnd() {
        assertThatThrownBy(() -> explore(machine((it, x) -> x.store(calls(x.load()))), true))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("procedure main fills the Java stack");
    }

    @Test
    void performsOperationsInProceduresOnly() {
        Machine machine = machine((it, x) -> x.store(1));
        Word x = (Word) machine.cells().get(0);
        Property asks = new Property.Always("x is 0", state -> x.load() == 0, state -> "x is 1");
        assertThatThrownBy(() -> new Explorer(machine, List.of(asks), Options.defaults()).run())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("only procedures");
    }

    @Test
    void runsOnSealedMachinesOnly() {
        Machine machine = new Machine(1);
        Word x = machine.word("x", 1, 0);
        machine.boot(0, false, machine.procedure("main", () -> x.store(1)));
        assertThatThrownBy(() -> new Explorer(machine, List.of(), Options.defaults()).run())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the machine is not sealed: seal() ends its wiring");
        assertThatThrownBy(() -> new Walk(machine)).hasMessageContaining("not sealed");
    }

    @Test
    void isCheckedForPropertiesWithNames() {
        assertThatThrownBy(() -> new Property.Sometimes(" ", state -> true))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Property.NoDeadlock("")).isInstanceOf(IllegalArgumentException.class);
    }
}
