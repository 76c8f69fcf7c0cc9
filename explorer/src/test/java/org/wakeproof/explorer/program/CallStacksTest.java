// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.model.Limits;
import org.wakeproof.explorer.model.Watched;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Word;

/** A CPU's call stacks are numbered, and there are as many numbers as a state has room for. */
class CallStacksTest {
    private static final int MOST = 4;

    /** What has been read, and not yet been written, is part of the stack. */
    @Test
    void moreCallStacksThanCanBeToldApartAreABoundOfTheRun() {
        Machine machine = new Machine(1);
        Word from = machine.word("from", 10, 0);
        Word to = machine.word("to", 10, 0);
        machine.boot(0, false, machine.procedure("main", () -> to.store(from.load())));
        machine.seal();
        Limits limits = new Limits(Options.defaults());
        Program program = new Program(
                machine,
                new Watched(machine, false),
                false,
                MOST,
                limits.ports(),
                limits::isOver,
                cpu -> limits.exceeded("the stacks of CPU" + cpu));
        Frame main = program.boot(0);
        List<Integer> numbers = new ArrayList<>(List.of(main.number));
        for (int value = 0; value < MOST - 1; value++) {
            numbers.add(program.next(main, value).target().number);
        }
        assertThat(numbers).containsExactly(0, 1, 2, 3);
        for (int again = 0; again < 2; again++) {
            assertThatThrownBy(() -> program.next(main, MOST)).isInstanceOf(Limits.Hit.class);
        }
        assertThat(limits.reason()).isEqualTo("the stacks of CPU0");
        assertThat(program.next(main, 0).target().number)
                .as("who has a number keeps it")
                .isEqualTo(1);
        assertThat(program.resting(0)).hasSize(MOST);
    }
}
