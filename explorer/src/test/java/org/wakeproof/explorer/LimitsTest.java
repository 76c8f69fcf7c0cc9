// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.Word;

/** A limit ends a run wherever it is. */
class LimitsTest {
    private static final int CPUS = 3;
    private static final int ROUNDS = 1_000;

    /** The start lies in a region of a thousand million states, all of which a decision about it looks at. */
    @ParameterizedTest
    @EnumSource
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aRegionAsLargeAsTheSpaceIsNoWayRound(Options.Order order) {
        Machine machine = new Machine(CPUS);
        Word[] counts = new Word[CPUS];
        for (int cpu = 0; cpu < CPUS; cpu++) {
            Word count = machine.word("count" + cpu, ROUNDS, 0);
            counts[cpu] = count;
            Procedure round = machine.function(
                    "round" + cpu, () -> count.addReturn(1) == ROUNDS ? Procedure.STOP : Procedure.AGAIN);
            machine.boot(cpu, false, machine.procedure("main" + cpu, () -> round.repeat()));
        }
        machine.seal();
        Property leaves = new Property.Leaves(
                "all come to their end",
                state -> List.of(counts).stream().anyMatch(count -> state.get(count.field()) < ROUNDS),
                state -> "counting");
        Options options = Options.defaults().withSearch(order).withThreads(1).withTimeout(Duration.ofSeconds(1));
        Result result = new Explorer(machine, List.of(leaves), options).run();
        assertThat(result.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(result.explanation()).isEqualTo("stopped by the limit of 1 s of time (--timeout)");
    }
}
