// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.Word;

/** What a verdict says of a run that stays: of which state, who acts meanwhile, and who cannot. */
class ExplanationsTest {
    private static String stays(Machine machine, Word x) {
        machine.seal();
        Property.Leaves property = new Property.Leaves(
                "x becomes 0", state -> state.get(x.field()) != 0, state -> "x is " + state.get(x.field()));
        Result result =
                new Explorer(machine, List.of(property), Options.defaults().withThreads(1)).run();
        assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
        return result.explanation();
    }

    /** The state is that in which the region is met, not the first one, where x is 0. */
    @Test
    void nothingElseCanHappen() {
        Machine machine = new Machine(1);
        Word x = machine.word("x", 2, 0);
        machine.boot(0, false, machine.procedure("main", () -> x.store(2)));
        assertThat(stays(machine, x)).isEqualTo("x is 2; nothing else can happen");
    }

    /** Nothing grows older, so that the clock does not tick; it waits for nobody. */
    @Test
    void oneActs() {
        Machine machine = new Machine(1, 1, 0, 1);
        Word x = machine.word("x", 2, 0);
        machine.time("never", Instant.never());
        Procedure round = machine.function("round", () -> {
            x.load();
            return Procedure.AGAIN;
        });
        machine.boot(0, false, machine.procedure("main", () -> {
            x.store(1);
            round.repeat();
        }));
        assertThat(stays(machine, x)).isEqualTo("x is 1; it goes on for ever while CPU0 acts in turn");
    }

    /** CPU1 polls for what CPU0 sets and takes back again and again; CPU2 has nothing to do. */
    @Test
    void oneActsAndOneLooksInTheWrongMoments() {
        Machine machine = new Machine(3);
        Word x = machine.word("x", 1, 0);
        Word flag = machine.word("flag", 1, 0);
        Procedure round = machine.function("round", () -> {
            flag.store(1);
            flag.store(0);
            return Procedure.AGAIN;
        });
        machine.boot(0, false, machine.procedure("main", () -> {
            x.store(1);
            round.repeat();
        }));
        machine.boot(1, false, machine.procedure("polls", () -> {
            flag.awaitValue(1);
            x.store(0);
        }));
        machine.boot(2, false, machine.procedure("idle", () -> {}));
        assertThat(stays(machine, x))
                .isEqualTo("x is 1; it goes on for ever while CPU0 acts in turn, and CPU1 looks in the wrong moments");
    }
}
