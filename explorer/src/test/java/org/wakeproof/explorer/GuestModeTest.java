// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wakeproof.explorer.BothWays.assertHolds;
import static org.wakeproof.explorer.BothWays.assertViolated;
import static org.wakeproof.explorer.BothWays.explore;

import org.junit.jupiter.api.Test;
import org.wakeproof.machine.Cell;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.State;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;

/** A CPU in a guest: it goes on there, or an interrupt leads out of it, and time waits where it is to. */
class GuestModeTest {
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

    private static boolean isInGuest(Machine machine, State state) {
        return machine.cpu(0).sleepState(state) == SleepState.GUEST;
    }

    /** An interrupt comes before the guest, in it, or when it has gone on already. */
    @Test
    void anInterruptComesAtAnyMomentOfAGuestsTurn() {
        Machine machine = new Machine(2);
        Word phase = machine.word("phase", 2, 0);
        Word when = machine.word("when", 3, 0);
        Word own = machine.word("own", 1, 0).ownedBy(0);
        Vector kick = machine.vector("kick", () -> when.store(1 + phase.load()));
        machine.boot(0, false, machine.procedure("main", () -> {
            phase.store(1);
            own.store(machine.cpu().runGuest(true) ? 1 : 0);
            phase.store(2);
            machine.cpu().enableInterrupts();
        }));
        machine.boot(1, false, machine.procedure("kicker", () -> machine.cpu().sendIpi(1, kick)));
        machine.seal();
        assertHolds(
                machine,
                new Property.Sometimes("in the guest", state -> state.get(when.field()) == 2),
                new Property.Sometimes("behind it", state -> state.get(when.field()) == 3),
                new Property.Sometimes(
                        "left by it", state -> state.get(when.field()) == 2 && state.get(own.field()) == 0),
                new Property.Always("not before it", state -> state.get(when.field()) != 1, state -> "before"));
    }

    @Test
    void interruptsAreOnInAGuest() {
        Machine machine = new Machine(1);
        Procedure round = machine.function("round", () -> {
            machine.cpu().runGuest(true);
            return Procedure.AGAIN;
        });
        machine.boot(0, false, machine.procedure("main", () -> round.repeat()));
        machine.seal();
        assertHolds(
                machine,
                new Property.Always(
                        "on exactly in the guest",
                        state -> machine.cpu(0).interruptsEnabled(state) == isInGuest(machine, state),
                        state -> "not so"),
                new Property.Leaves("it leaves the guest", state -> isInGuest(machine, state), state -> "in it"),
                new Property.Leaves("and enters it", state -> !isInGuest(machine, state), state -> "out of it"));
    }

    /** A guest that computes is left by interrupts; it comes back to it each time. */
    @Test
    void aGuestThatComputesIsEnteredAgain() {
        Machine machine = new Machine(2);
        Vector kick = machine.vector("kick", () -> {});
        Procedure round = machine.function("round", () -> {
            machine.cpu().runGuest(false);
            machine.cpu().disableInterrupts();
            return Procedure.AGAIN;
        });
        Procedure kicks = machine.function("kicks", () -> {
            machine.cpu().sendIpi(1, kick);
            return Procedure.AGAIN;
        });
        machine.boot(0, false, machine.procedure("main", () -> round.repeat()));
        machine.boot(1, false, machine.procedure("kicker", () -> kicks.repeat()));
        machine.seal();
        assertHolds(machine, new Property.Leaves("it is left", state -> isInGuest(machine, state), state -> "in it"));
    }

    /** What a lock guards can be looked at from outside while its holder is in a guest. */
    @Test
    void aLockIsHeldInAGuest() {
        Machine machine = new Machine(1);
        SpinLock lock = machine.lock("lock");
        Word kept = machine.word("kept", 1, 0).guardedBy(lock);
        machine.boot(0, false, machine.procedure("main", () -> {
            lock.lock();
            kept.store(1);
            machine.cpu().runGuest(true);
            kept.store(0);
            lock.unlock();
        }));
        machine.seal();
        assertViolated(
                "free in the guest",
                machine,
                new Property.Always(
                        "free in the guest",
                        state -> !isInGuest(machine, state) || state.get(kept.field()) == 0,
                        state -> "kept"));
    }
}
