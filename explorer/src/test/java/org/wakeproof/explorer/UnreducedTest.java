// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Pit;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.Word;

/** Random walks, and what several CPUs are in the middle of. */
class UnreducedTest {
    private final List<String> told = new ArrayList<>();
    private int ticks;

    /** Tells a word, what the CPUs are to do next, and steps. */
    private Unreduced.Visitor telling(Word x, int cpus) {
        return new Unreduced.Visitor() {
            @Override
            public void state(int number, Unreduced.View view) {
                StringBuilder next = new StringBuilder();
                for (int cpu = 0; cpu < cpus; cpu++) {
                    view.stack(cpu)
                            .forEach(call -> next.append("; ")
                                    .append(call.next().orElseThrow().describe(0)));
                }
                told.add(number + ": x is " + view.state().get(x.field()) + next);
            }

            @Override
            public void step(int from, int to, boolean isTick, String who) {
                ticks += isTick ? 1 : 0;
                told.add(from + "-" + to + " " + who);
            }

            @Override
            public void broken(int from, String rule) {
                told.add(from + " breaks: " + rule);
            }
        };
    }

    /** Each walk begins where the machine starts, and ends where nothing can happen or after so many steps. */
    @Test
    void aWalkTellsEachStateAndTheStepToIt() {
        Machine machine = new Machine(1);
        Word x = machine.word("x", 2, 0);
        machine.boot(0, false, machine.procedure("main", () -> {
            x.store(1);
            x.store(2);
        }));
        machine.seal();
        List<String> whole = List.of("0: x is 0; W: x = 1", "1: x is 1; W: x = 2", "0-1 CPU0", "2: x is 2", "1-2 CPU0");
        new Unreduced(machine).walk(1, 1, 100, telling(x, 1));
        assertThat(told).isEqualTo(whole);
        told.clear();
        new Unreduced(machine).walk(1, 2, 1, telling(x, 1));
        assertThat(told)
                .containsExactly(
                        "0: x is 0; W: x = 1",
                        "1: x is 1; W: x = 2",
                        "0-1 CPU0",
                        "2: x is 0; W: x = 1",
                        "3: x is 1; W: x = 2",
                        "2-3 CPU0");
    }

    @Test
    void aWalkTellsWhatBreaksARuleAndGoesElsewhere() {
        Machine machine = new Machine(1);
        Word x = machine.word("x", 1, 0);
        machine.boot(0, false, machine.procedure("main", () -> {
            x.store(1);
            machine.bugOn(true, "end");
        }));
        machine.seal();
        new Unreduced(machine).walk(1, 1, 100, telling(x, 1));
        assertThat(told).containsExactly("0: x is 0; W: x = 1", "1: x is 1; BUG: end", "0-1 CPU0", "1 breaks: end");
    }

    /** The clock is chosen among all in every 64th step or so: of 1000 steps, about eight are its own. */
    @Test
    void theClockSeldomActsWhereOthersCan() {
        Machine machine = new Machine(1, 1, 0, 1);
        machine.time("deadline", Instant.nowPlus(1));
        new Pit(machine, machine.vector("tick", () -> {}));
        Word x = machine.word("x", 1, 0);
        Procedure round = machine.function("round", () -> {
            x.load();
            return Procedure.AGAIN;
        });
        machine.boot(0, false, machine.procedure("main", () -> round.repeat()));
        machine.seal();
        new Unreduced(machine).walk(1, 1, 1000, telling(x, 0));
        assertThat(told).as("states and steps").hasSize(2001);
        assertThat(ticks).isBetween(1, 30);
    }

    /** Where nothing else can happen, each step is the clock's. */
    @Test
    void theClockActsWhereNobodyElseCan() {
        Machine machine = new Machine(1, 1, 0, 1);
        machine.time("deadline", Instant.nowPlus(1));
        new Pit(machine, machine.vector("tick", () -> {}));
        Word x = machine.word("x", 1, 0);
        machine.boot(0, false, machine.procedure("main", () -> {}));
        machine.seal();
        new Unreduced(machine).walk(1, 1, 20, telling(x, 0));
        assertThat(ticks).isEqualTo(20);
    }

    /** Places of two CPUs have numbers of their own: neither is taken for the other's, nor for another of the same CPU. */
    @Test
    void eachCpuIsInTheMiddleOfItsOwn() {
        Machine machine = new Machine(2);
        Word x = machine.word("x", 4, 0);
        machine.boot(0, false, machine.procedure("zero", () -> {
            x.store(1);
            x.store(2);
        }));
        machine.boot(1, false, machine.procedure("one", () -> {
            x.awaitValue(2);
            x.store(3);
            x.store(4);
        }));
        machine.seal();
        assertThat(new Unreduced(machine).visit(10, telling(x, 2))).isTrue();
        assertThat(told)
                .filteredOn(line -> line.contains(":"))
                .containsExactly(
                        "0: x is 0; W: x = 1; R: sees x = 2",
                        "1: x is 1; W: x = 2; R: sees x = 2",
                        "2: x is 2; R: sees x = 2",
                        "3: x is 2; W: x = 3",
                        "4: x is 3; W: x = 4",
                        "5: x is 4");
    }
}
