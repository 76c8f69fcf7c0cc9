// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A machine is wired once, and then runs; what it cannot be is refused where it is declared. */
class WiringTest {
    private static Machine sealed() {
        Machine machine = new Machine(1);
        machine.boot(0, false, machine.procedure("main", () -> {}));
        machine.seal();
        return machine;
    }

    @Test
    void nothingIsDeclaredOnASealedMachine() {
        Machine machine = new Machine(1);
        Word word = machine.word("word", 1, 0);
        Procedure main = machine.procedure("main", () -> {});
        machine.boot(0, false, main);
        machine.seal();
        List<Consumer<Machine>> declarations = List.of(
                it -> it.word("late", 1, 0),
                it -> it.lock("late"),
                it -> it.time("late", Instant.zero()),
                it -> it.procedure("late", () -> {}),
                it -> it.vector("late", () -> {}),
                it -> it.monitor(0, word),
                it -> it.boot(0, false, main),
                it -> word.ownedBy(0),
                it -> main.timeVariable("late"),
                Machine::x2apic,
                Machine::seal);
        for (Consumer<Machine> declaration : declarations) {
            assertThatThrownBy(() -> declaration.accept(machine))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageEndingWith("the machine is sealed, its wiring is over");
        }
    }

    @Test
    void nothingIsRunOnAMachineThatIsNot() {
        Machine machine = new Machine(1);
        assertThatThrownBy(() -> machine.cpu(0)).hasMessage("the machine is not sealed: seal() ends its wiring");
        assertThatThrownBy(machine::seal).hasMessage("CPU0 has nothing to run");
        assertThat(sealed().cpu(0).number()).isZero();
    }

    @Test
    void aCpuStartsWithOneProcedureOfItsMachine() {
        Machine machine = new Machine(2);
        Procedure main = machine.procedure("main", () -> {});
        machine.boot(0, false, main);
        assertThatThrownBy(() -> machine.boot(0, true, main))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("CPU0 starts with main already");
        assertThatThrownBy(() -> machine.boot(2, true, main))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no CPU2: the machine has CPUs 0 to 1");
        Procedure other = new Machine(1).procedure("other", () -> {});
        assertThatThrownBy(() -> machine.boot(1, true, other)).hasMessage("other is a procedure of another machine");
    }

    @Test
    void aCellStartsWithinItsRange() {
        Machine machine = new Machine(1);
        assertThatThrownBy(() -> machine.word("x", 1, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("x is declared to hold 0..1, but its initial value is 5");
        assertThatThrownBy(() -> machine.word("x", 1, -1)).hasMessageContaining("its initial value is -1");
        assertThatThrownBy(() -> machine.word("x", -1, 0)).hasMessageContaining("at least 0, not -1");
        assertThatThrownBy(() -> machine.mask("x", 32)).hasMessage("x: a mask has 0 to 31 bits, not 32");
        assertThat(machine.mask("x", 31).max()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void aWordHasNoBitsBeyondThirtyOne() {
        Machine machine = new Machine(1);
        Word word = machine.word("word", Integer.MAX_VALUE, 0);
        for (int bit : new int[] {-1, 31, 33}) {
            assertThatThrownBy(() -> word.testAndSetBit(bit)).hasMessage("word has no bit " + bit);
        }
    }
}
