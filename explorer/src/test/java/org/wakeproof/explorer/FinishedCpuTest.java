// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;

/** A CPU whose program is over takes interrupts if they are on, and their handlers may do whatever handlers do. */
class FinishedCpuTest {
    private enum Handler {
        STORES,
        CALLS,
        CALLS_WITH_TIME_VARIABLE,
        REPEATS,
        RESETS,
        /** Two calls below the handler. */
        RESETS_DEEPER
    }

    /** CPU0's program is over when CPU1 interrupts it, or is about to be; the handler marks that it has run. */
    private static Machine machine(Handler handler, boolean stops, boolean interruptsOn) {
        Machine machine = new Machine(2, 2, 0, 1);
        Word mark = machine.word("mark", 1, 0);
        @SuppressWarnings({"unchecked", "rawtypes"})
        PerCpu<TimeCell>[] variable = new PerCpu[1];
        Procedure plain = machine.procedure("plain", () -> mark.store(1));
        Procedure timed = machine.procedure("timed", () -> {
            machine.bugOn(!variable[0].own().isZero(), "the time variable has not been forgotten");
            variable[0].own().set(Instant.now());
            mark.store(1);
        });
        variable[0] = timed.timeVariable("t");
        Procedure round = machine.function("round", () -> {
            int before = mark.load();
            mark.store(1);
            return before == 0 ? Procedure.AGAIN : Procedure.STOP;
        });
        Procedure resets = machine.procedure("resets", () -> machine.resetStackAndJump(timed));
        Procedure calls = machine.procedure("calls", () -> resets.call());
        Vector kick = machine.vector("kick", () -> {
            switch (handler) {
                case STORES -> mark.store(1);
                case CALLS -> plain.call();
                case CALLS_WITH_TIME_VARIABLE -> timed.call();
                case REPEATS -> round.repeat();
                case RESETS -> machine.resetStackAndJump(plain);
                case RESETS_DEEPER -> calls.call();
            }
        });
        machine.boot(0, interruptsOn, machine.procedure("done", () -> {
            if (stops) {
                machine.cpu().stop();
            }
        }));
        machine.boot(1, true, machine.procedure("sender", () -> {
            machine.cpu().sendIpi(1, kick);
            if (handler != Handler.RESETS && handler != Handler.RESETS_DEEPER) {
                machine.cpu().sendIpi(1, kick);
            }
        }));
        machine.seal();
        return machine;
    }

    private static Verdict marks(Machine machine, boolean reduced) {
        Word mark = (Word) machine.cells().get(0);
        Property.Leaves marked =
                new Property.Leaves("mark is set", state -> state.get(mark.field()) == 0, state -> "mark is clear");
        return new Explorer(
                        machine,
                        List.of(marked),
                        Options.defaults().withThreads(1).withFusion(reduced))
                .run()
                .verdict();
    }

    @ParameterizedTest
    @EnumSource
    void takesInterrupts(Handler handler) {
        for (boolean stops : new boolean[] {false, true}) {
            for (boolean reduced : new boolean[] {false, true}) {
                assertThat(marks(machine(handler, stops, true), reduced))
                        .as("stops %s, reduced %s", stops, reduced)
                        .isEqualTo(Verdict.HOLDS);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"CALLS", "RESETS"})
    void takesNoneWithInterruptsOff(Handler handler) {
        assertThat(marks(machine(handler, false, false), true)).isEqualTo(Verdict.VIOLATED);
        assertThat(marks(machine(handler, true, false), false)).isEqualTo(Verdict.VIOLATED);
    }

    /** Whoever leaves its call stack leaves its time variables, too: they hold nothing when it begins anew. */
    @Test
    void whatJumpsForgetsItsTimes() {
        Machine machine = new Machine(1, 2, 0, 1);
        @SuppressWarnings({"unchecked", "rawtypes"})
        PerCpu<TimeCell>[] variable = new PerCpu[1];
        Procedure[] jumps = new Procedure[1];
        jumps[0] = machine.procedure("jumps", () -> {
            machine.bugOn(!variable[0].own().isZero(), "the time variable has not been forgotten");
            variable[0].own().set(Instant.now());
            machine.resetStackAndJump(jumps[0]);
        });
        variable[0] = jumps[0].timeVariable("t");
        machine.boot(0, false, jumps[0]);
        machine.seal();
        for (boolean fused : new boolean[] {false, true}) {
            Options options = Options.defaults().withThreads(1).withFusion(fused);
            Result result = new Explorer(machine, List.of(), options).run();
            assertThat(result.verdict()).as(result.explanation()).isEqualTo(Verdict.HOLDS);
        }
    }
}
