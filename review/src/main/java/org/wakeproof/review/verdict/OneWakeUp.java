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
import org.wakeproof.history.system.OtherInterrupt;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Word;
import org.wakeproof.review.IdleCode;
import org.wakeproof.review.Xen;
import org.wakeproof.review.run.Surroundings;
import org.wakeproof.scenario.Settings;
import org.wakeproof.softirq.Softirq;

/** A CPU that idles, and another one that raises a softirq on it; no time. */
final class OneWakeUp {
    private static final int SLEEPER = 1;
    private static final int ROUNDS = 2;

    private enum Question {
        ELIDED("a device may interrupt CPU1 once, which raises TIMER there"),
        EACH_SOFTIRQ("no other interrupts"),
        OTHER_INTERRUPT("a device may interrupt CPU1 any number of times, which raises nothing"),
        COMES_BACK("no other interrupts");

        private final String interrupt;

        Question(String interrupt) {
            this.interrupt = interrupt;
        }
    }

    private OneWakeUp() {}

    /**
     * A handler that says by cpuidle_mwait_flags or in_mwait that its CPU needs no interrupt: whoever raises a softirq there
     * sees that, and sends none. The CPU sleeps by the handler or by hlt, each time, and a device interrupts it. A softirq is
     * raised once for each time: the first one may have the handler leave before it sleeps, with what it has said still said.
     */
    static ClosedSystem elided(IdleCode code, Xen xen) {
        return of(code, xen, new Machine(2), List.of(Softirq.SCHEDULE), Question.ELIDED);
    }

    /** The same where stores reach memory later: nobody may still see a promise that is taken back. */
    static ClosedSystem elidedBehindStoreBuffers(IdleCode code, Xen xen) {
        Machine machine = new Machine(2);
        machine.totalStoreOrder(Settings.STORE_BUFFER);
        return of(code, xen, machine, List.of(Softirq.SCHEDULE), Question.ELIDED);
    }

    /** Any of the softirqs: for a handler to which they are not all the same. */
    static ClosedSystem eachSoftirq(IdleCode code, Xen xen) {
        return of(code, xen, new Machine(2), all(), Question.EACH_SOFTIRQ);
    }

    /** An interrupt without a softirq may wake the CPU before one is raised: for a handler that goes back to sleep by itself. */
    static ClosedSystem besideOtherInterrupt(IdleCode code, Xen xen) {
        return of(code, xen, new Machine(2), List.of(Softirq.SCHEDULE), Question.OTHER_INTERRUPT);
    }

    /** What is pending can be processed in the end, whatever it is and whatever has happened: for a handler with loops. */
    static ClosedSystem comesBack(IdleCode code, Xen xen) {
        return of(code, xen, new Machine(2), all(), Question.COMES_BACK);
    }

    private static List<Integer> all() {
        return IntStream.range(0, Softirq.NONE).boxed().toList();
    }

    private static ClosedSystem of(IdleCode code, Xen xen, Machine machine, List<Integer> raised, Question question) {
        boolean isElided = question == Question.ELIDED;
        Surroundings around = code.in(xen);
        Softirq softirq = around.softirq(machine);
        for (int nr = 0; nr < Softirq.NONE; nr++) {
            softirq.openSoftirq(nr, () -> {});
        }
        IdleLoop idleLoop = new IdleLoop(machine, softirq, question == Question.COMES_BACK ? 0 : ROUNDS);
        Parts parts = new Parts(
                machine,
                softirq,
                null,
                null,
                new Governor(machine, List.of(CState.C1, CState.C3)),
                idleLoop,
                idleLoop::defaultIdle,
                null,
                null,
                new Platform(false, EntryMethod.FFH, false));
        Runnable handler = around.wire(parts);
        boolean mayHalt = isElided && !around.hasIdleStates();
        if (isElided) {
            new OtherInterrupt(machine, SLEEPER, () -> softirq.raiseSoftirq(Softirq.TIMER));
        } else if (question == Question.OTHER_INTERRUPT) {
            new OtherInterrupts(machine, SLEEPER);
        }
        idleLoop.installPmIdle(() -> {
            if (mayHalt && machine.choose("whether the CPU halts", 2) == 1) {
                idleLoop.defaultIdle();
            } else {
                handler.run();
            }
        });
        machine.boot(0, true, machine.procedure("wake-up", () -> {
            if (question == Question.EACH_SOFTIRQ) {
                raiseAny(machine, softirq, raised);
            } else {
                softirq.cpuRaiseSoftirq(SLEEPER, raised.get(machine.choose("which softirq", raised.size())));
            }
            if (isElided) {
                softirq.cpuRaiseSoftirq(SLEEPER, raised.get(0));
            }
            machine.cpu().stop();
        }));
        machine.boot(SLEEPER, true, idleLoop.procedure());
        machine.seal();
        Word pending = softirq.softirqPending(SLEEPER);
        return question == Question.COMES_BACK ? recoverable(machine, pending) : closed(machine, pending, question);
    }

    /** One of them, two, or all: a word may be told from others by any of its bits. */
    private static void raiseAny(Machine machine, Softirq softirq, List<Integer> raised) {
        softirq.cpuRaiseSoftirq(SLEEPER, raised.get(machine.choose("which softirq", raised.size())));
        int next = machine.choose("which softirq then", raised.size() + 1);
        List<Integer> others = next == raised.size() ? raised : List.of(raised.get(next));
        others.forEach(nr -> softirq.cpuRaiseSoftirq(SLEEPER, nr));
    }

    private static ClosedSystem recoverable(Machine machine, Word pending) {
        return new ClosedSystem(
                machine,
                List.of(
                        new Property.Recoverable(
                                "CPU1 can come to process its softirqs", state -> state.get(pending.field()) == 0),
                        asleepAtTimes(machine)),
                List.of(
                        "2 CPUs; CPU0 raises any softirq on CPU1 once; CPU1 idles for ever; no time",
                        Question.COMES_BACK.interrupt,
                        "sequentially consistent memory"),
                Map.of(),
                state -> "CPU1 has pending " + pending.format(state.get(pending.field())));
    }

    private static Property asleepAtTimes(Machine machine) {
        return new Property.Sometimes(
                "CPU1 is asleep at times", state -> machine.cpu(SLEEPER).isAsleep(state));
    }

    private static ClosedSystem closed(Machine machine, Word pending, Question question) {
        boolean isElided = question == Question.ELIDED;
        String name = Subject.NO_LOST_WAKEUP + SLEEPER;
        Property wakeup = new Property.Leaves(
                name,
                state -> machine.cpu(SLEEPER).isAsleep(state)
                        && !machine.cpu(SLEEPER).isBeingWoken(state)
                        && state.get(pending.field()) != 0,
                state -> "CPU1 sleeps with softirq " + pending.format(state.get(pending.field()))
                        + " pending, no interrupt on its way"
                        + (isElided ? " and no store that its monitor sees" : ""));
        return new ClosedSystem(
                machine,
                List.of(wakeup, asleepAtTimes(machine)),
                List.of(
                        "2 CPUs; CPU0 raises " + (question == Question.EACH_SOFTIRQ ? "any softirq" : "SCHEDULE")
                                + " on CPU1 "
                                + (isElided
                                        ? "twice"
                                        : question == Question.EACH_SOFTIRQ ? "once or twice, or all," : "once")
                                + "; CPU1 idles "
                                + ROUNDS + " times" + (isElided ? ", each by the handler or by hlt" : "")
                                + ", then only takes interrupts; no time",
                        question.interrupt,
                        machine.isTotalStoreOrder()
                                ? "x86-TSO, a CPU has at most " + Settings.STORE_BUFFER + " stores on their way"
                                : "sequentially consistent memory"),
                Map.of(name, new Subject(SLEEPER, pending.field(), wakeup)),
                state -> "CPU1 "
                        + (machine.cpu(SLEEPER).isAsleep(state)
                                ? "sleeps in " + machine.cpu(SLEEPER).sleepState(state)
                                : "awake")
                        + ", pending " + pending.format(state.get(pending.field())));
    }
}
