// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.wakeproof.cpuidle.AcpiProcessorIdle.Parts;
import org.wakeproof.cpuidle.AcpiProcessorIdle.Platform;
import org.wakeproof.cpuidle.CState;
import org.wakeproof.cpuidle.EntryMethod;
import org.wakeproof.cpuidle.Governor;
import org.wakeproof.cpuidle.IdleLoop;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.ClosedSystem.Subject;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Word;
import org.wakeproof.review.IdleCode;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.history.SeesSleepers;

/** A CPU that idles, and another one that raises a softirq on it, once; no time. */
final class OneWakeUp {
    private static final int SLEEPER = 1;
    private static final int ROUNDS = 2;
    private static final String ANY = "any softirq";

    private OneWakeUp() {}

    /**
     * Xen as of July 2025 around a handler that says by {@code in_mwait} that it needs no interrupt: whoever raises a
     * softirq on its CPU sees that in the same step, and sends none.
     */
    static ClosedSystem elided(IdleCode code) {
        Machine machine = new Machine(2);
        return of(code, machine, new SeesSleepers(machine), List.of(Softirq.SCHEDULE));
    }

    /** Any of the softirqs: for a handler to which they are not all the same. */
    static ClosedSystem eachSoftirq(IdleCode code) {
        Machine machine = new Machine(2);
        List<Integer> softirqs = IntStream.range(0, Softirq.NONE).boxed().toList();
        return of(code, machine, new Softirq(machine), softirqs);
    }

    private static ClosedSystem of(IdleCode code, Machine machine, Softirq softirq, List<Integer> raised) {
        for (int nr = 0; nr < Softirq.NONE; nr++) {
            softirq.openSoftirq(nr, () -> {});
        }
        IdleLoop idleLoop = new IdleLoop(machine, softirq, ROUNDS);
        Parts parts = new Parts(
                machine,
                softirq,
                null,
                null,
                new Governor(machine, List.of(CState.C1)),
                idleLoop,
                idleLoop::defaultIdle,
                null,
                null,
                new Platform(false, EntryMethod.FFH, false));
        idleLoop.installPmIdle(code.wire(parts));
        machine.boot(0, true, machine.procedure("wake-up", () -> {
            int chosen = raised.size() == 1 ? 0 : machine.choose("which softirq", raised.size());
            softirq.cpuRaiseSoftirq(SLEEPER, raised.get(chosen));
            machine.cpu().stop();
        }));
        machine.boot(SLEEPER, true, idleLoop.procedure());
        machine.seal();
        return closed(machine, softirq.softirqPending(SLEEPER), raised.size() == 1 ? "SCHEDULE" : ANY);
    }

    private static ClosedSystem closed(Machine machine, Word pending, String raised) {
        String name = Subject.NO_LOST_WAKEUP + SLEEPER;
        Property wakeup = new Property.Leaves(
                name,
                state -> machine.cpu(SLEEPER).isAsleep(state)
                        && !machine.cpu(SLEEPER).isBeingWoken(state)
                        && state.get(pending.field()) != 0,
                state -> "CPU1 sleeps with softirq " + pending.format(state.get(pending.field()))
                        + " pending, no interrupt on its way"
                        + (raised.equals(ANY) ? "" : " and no store that its monitor sees"));
        Property asleep = new Property.Sometimes(
                "CPU1 is asleep at times", state -> machine.cpu(SLEEPER).isAsleep(state));
        return new ClosedSystem(
                machine,
                List.of(wakeup, asleep),
                List.of(
                        "2 CPUs; CPU0 raises " + raised + " on CPU1 once; CPU1 idles " + ROUNDS
                                + " times, then only takes interrupts; no time",
                        "sequentially consistent memory"),
                Map.of(name, new Subject(SLEEPER, pending.field(), wakeup)),
                state -> "CPU1 "
                        + (machine.cpu(SLEEPER).isAsleep(state)
                                ? "sleeps in " + machine.cpu(SLEEPER).sleepState(state)
                                : "awake")
                        + ", pending " + pending.format(state.get(pending.field())));
    }
}
