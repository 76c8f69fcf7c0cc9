// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.symmetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.Word;

/** Up to the order of numbers a loop over a mask is the same for all; one that treats a member in another way is not. */
class MaskLoopTest {
    private static final int ALL = 0b1111;

    /** What a loop does for the members of a mask, at each of four CPUs, which go through all in turn. */
    private static Symmetry loop(int mask, BiConsumer<Integer, List<Word>> body) {
        return new Symmetry(cpus -> {
            Machine machine = new Machine(cpus);
            List<Word> cells = new ArrayList<>();
            IntStream.range(0, cpus).forEach(cpu -> cells.add(machine.word("told[" + cpu + "]", 1, 0)));
            Procedure raise = machine.procedure("cpumask_raise_softirq", (int set) -> {
                for (int cpu = 0; cpu < cpus; cpu++) {
                    if ((set >>> cpu & 1) != 0) {
                        body.accept(cpu, cells);
                    }
                }
            });
            Procedure main = machine.procedure("main", () -> {
                raise.call(mask & (1 << cpus) - 1);
                machine.fence();
            });
            IntStream.range(0, cpus).forEach(cpu -> machine.boot(cpu, false, main));
            machine.seal();
            return machine;
        });
    }

    @Test
    void whoComesFirstMakesNoDifference() {
        Symmetry symmetry = loop(ALL, (cpu, cells) -> cells.get(cpu).store(1));
        assertThat(symmetry.differences()).isEmpty();
        assertThat(symmetry.idling().edges())
                .anySatisfy(edge -> assertThat(edge)
                        .startsWith(
                                "cpumask_raise_softirq: the next member \u2192 main > cpumask_raise_softirq > Store"))
                .anySatisfy(edge -> assertThat(edge).endsWith("\u2192 cpumask_raise_softirq: the next member"))
                .noneSatisfy(edge -> assertThat(edge).contains("[other], value] \u2192 main"));
    }

    @Test
    void aBodyThatTellsANumberApartIsADifference() {
        Symmetry symmetry = loop(ALL, (cpu, cells) -> {
            if (cpu != 2) {
                cells.get(cpu).load();
            }
            cells.get(cpu).store(1);
        });
        assertThat(symmetry.differences())
                .anySatisfy(edge -> assertThat(edge).contains("the next member \u2192", "Store[cell=told[self]"));
    }

    @Test
    void aMemberThatIsLeftOutIsADifference() {
        Symmetry symmetry = loop(ALL, (cpu, cells) -> {
            if (cpu != 1) {
                cells.get(cpu).store(1);
            }
        });
        assertThat(symmetry.differences())
                .anySatisfy(edge -> assertThat(edge).contains("does not lead on to the next member"));
    }

    @Test
    void soIsOneThatIsNoMember() {
        Symmetry symmetry = loop(0b0101, (cpu, cells) -> {
            cells.get(cpu).store(1);
            cells.get(1).store(1);
        });
        assertThat(symmetry.differences())
                .anySatisfy(edge -> assertThat(edge).contains("does not lead on to the next member"));
    }
}
