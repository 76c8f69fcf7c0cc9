// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;

/** An interrupt waits for the store buffer, but not for ever behind a CPU that stores and stores. */
class StoreBufferFairnessTest {
    private static final int DEPTH = 2;

    @ParameterizedTest
    @CsvSource({"true, HOLDS", "false, VIOLATED"})
    void aCpuThatAlwaysStoresTakesItsInterruptIfItsInterruptsAreOn(boolean interruptsOn, Verdict verdict) {
        Machine machine = new Machine(2);
        machine.totalStoreOrder(DEPTH);
        Word busy = machine.word("busy", 1, 0);
        Word taken = machine.word("taken", 1, 0);
        Vector kick = machine.vector("kick", () -> taken.store(1));
        Procedure round = machine.function("round", () -> {
            busy.store(1);
            return Procedure.AGAIN;
        });
        machine.boot(0, interruptsOn, machine.procedure("stores for ever", () -> round.repeat()));
        machine.boot(1, false, machine.procedure("sender", () -> machine.cpu().sendIpi(1, kick)));
        machine.seal();
        Property leaves = new Property.Leaves(
                "the interrupt is taken", state -> state.get(taken.field()) == 0, state -> "it is pending");
        assertThat(BothWays.explore(machine, leaves).verdict()).isEqualTo(verdict);
    }
}
