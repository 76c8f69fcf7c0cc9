// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How procedures are called again and again, and what they are called by. */
class ProceduresTest {
    @Test
    void anIteratedProcedureHandsANumberOnUntilItIsNegative() {
        Machine machine = new Machine(1);
        List<Integer> handed = new ArrayList<>();
        Procedure countsDown = machine.function("countsDown", number -> {
            handed.add(number);
            return number - 2;
        });
        Running.of(machine);
        assertThat(countsDown.iterate(4)).isEqualTo(-2);
        assertThat(handed).containsExactly(4, 2, 0);
        assertThat(countsDown.iterate(-7)).isEqualTo(-7);
        assertThat(handed).hasSize(3);
    }

    @Test
    void timeVariablesAreOneForEachCpu() {
        Machine machine = new Machine(2, 1, 0, 1);
        Procedure procedure = machine.procedure("procedure", () -> {});
        Procedure other = machine.procedure("other", () -> {});
        PerCpu<TimeCell> now = procedure.timeVariable("now");
        assertThat(procedure.timeVariables(0)).containsExactly(now.of(0));
        assertThat(procedure.timeVariables(1)).containsExactly(now.of(1));
        assertThat(now.of(0)).isNotSameAs(now.of(1)).hasToString("now");
        assertThat(now.of(1).access()).isEqualTo(new Access.OwnedBy(1));
        assertThat(other.timeVariables(0)).isEmpty();
        assertThat(other.number()).isEqualTo(1);
        assertThat(other).hasToString("other");
    }
}
