// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wakeproof.machine.Cell;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;

/** A CPU in a guest: it goes on there, or an interrupt leads out of it, and time waits where it is to. */
class GuestModeTest {
    private static Result explore(Machine machine, Property... properties) {
        return new Explorer(
                        machine,
                        List.of(properties),
                        Options.defaults().withThreads(1).withFusion(false))
                .run();
    }

    @Test
    void anInterruptLeavesTheGuestOrTheGuestGoesOn() {
        Machine machine = new Machine(2);
        Vector kick = machine.vector("kick", () -> {});
        Word outcome = machine.word("outcome", 2, 0);
        machine.boot(0, false, machine.procedure("main", () -> {
            boolean goesOn = machine.cpu().runGuest(true);
            outcome.store(goesOn ? 1 : 2);
        }));
        machine.boot(1, false, machine.procedure("kicker", () -> machine.cpu().sendIpi(1, kick)));
        machine.seal();
        assertThat(explore(
                                machine,
                                new Property.Sometimes("goes on", state -> state.get(outcome.field()) == 1),
                                new Property.Sometimes("is left", state -> state.get(outcome.field()) == 2),
                                new Property.NoDeadlock())
                        .verdict())
                .isEqualTo(Verdict.HOLDS);
    }

    @Test
    void aGuestThatComputesIsLeftByAnInterruptOnly() {
        Machine machine = new Machine(1);
        machine.boot(0, false, machine.procedure("main", () -> machine.cpu().runGuest(false)));
        machine.seal();
        Result result = explore(machine, new Property.NoDeadlock());
        assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(result.statistics().stored()).as("before and in the guest").isEqualTo(2);
    }

    @Test
    void aCpuInAGuestIsNotAsleep() {
        Machine machine = new Machine(1);
        machine.boot(0, false, machine.procedure("main", () -> machine.cpu().runGuest(false)));
        machine.seal();
        assertThat(explore(
                                machine,
                                new Property.Always(
                                        "awake", state -> !machine.cpu(0).isAsleep(state), state -> "asleep"))
                        .verdict())
                .isEqualTo(Verdict.HOLDS);
    }

    /** One tick is enough to make the deadline late; time that waits for the CPU lets none pass before it is set anew. */
    private static Machine deadline(boolean urgent) {
        Machine machine = new Machine(1, 1, 0, 2);
        TimeCell deadline = machine.time("deadline", Instant.nowPlus(1));
        machine.boot(0, false, machine.procedure("main", () -> {
            deadline.set(Instant.nowPlus(1));
            deadline.set(Instant.never());
        }));
        machine.seal();
        if (urgent) {
            machine.clock().urge((state, cpu) -> false);
        }
        return machine;
    }

    private static Verdict isEverLate(Machine machine) {
        Cell deadline = machine.cells().get(0);
        return explore(
                        machine,
                        new Property.Always(
                                "on time",
                                state -> state.get(deadline.field())
                                        >= machine.clock().now(),
                                state -> "late"))
                .verdict();
    }

    @Test
    void urgentTimeWaitsForACpuThatCanAct() {
        assertThat(isEverLate(deadline(false))).isEqualTo(Verdict.VIOLATED);
        assertThat(isEverLate(deadline(true))).isEqualTo(Verdict.HOLDS);
    }
}
