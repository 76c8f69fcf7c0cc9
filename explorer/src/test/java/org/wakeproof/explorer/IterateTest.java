// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.Word;

/** A loop whose rounds hand one number on. */
class IterateTest {
    private static final int ROUNDS = 5;

    private static Result explore(boolean remembers) {
        Machine machine = new Machine(1);
        Word last = machine.word("last", ROUNDS, 0);
        Procedure round = machine.function("round", (int number) -> {
            int chosen = machine.choose("which", 2);
            last.store(number / 2);
            int next = number / 2 + 1;
            return next > ROUNDS ? -1 : next * 2 + (remembers ? chosen : 0);
        });
        machine.boot(0, false, machine.procedure("boot", () -> {
            if (round.iterate(2) == -1) {
                last.store(0);
            }
        }));
        machine.seal();
        return new Explorer(
                        machine,
                        List.of(new Property.Sometimes("it counts", state -> state.get(last.field()) == ROUNDS)),
                        Options.defaults().withThreads(1).withFusion(false))
                .run();
    }

    @Test
    void itGoesOnUntilTheNumberIsNegative() {
        assertThat(explore(false).verdict()).isEqualTo(Verdict.HOLDS);
    }

    /** Behind the choice two states are one again, unless the number tells them apart. */
    @Test
    void nothingElseIsRemembered() {
        // Each round: before the choice, and behind it two ways; then the last store, and the end.
        assertThat(explore(false).statistics().stored()).isEqualTo(3L * ROUNDS + 2);
        assertThat(explore(true).statistics().stored()).isGreaterThan(3L * ROUNDS + 2);
    }
}
