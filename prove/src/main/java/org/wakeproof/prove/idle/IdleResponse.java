// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.idle;

import static org.wakeproof.prove.idle.Cells.*;
import static org.wakeproof.prove.logic.Local.all;
import static org.wakeproof.prove.logic.Local.any;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.wakeproof.prove.logic.CpuVariable;
import org.wakeproof.prove.logic.Fact;
import org.wakeproof.prove.logic.Helper;
import org.wakeproof.prove.logic.Local;
import org.wakeproof.prove.logic.Moment;
import org.wakeproof.prove.logic.Plain;
import org.wakeproof.prove.logic.Progress;
import org.wakeproof.prove.logic.Response;
import org.wakeproof.prove.logic.Stage;
import org.wakeproof.prove.logic.Visit;

/** That a CPU which sleeps with work wakes, in stages. */
final class IdleResponse {
    static final Local ANY = Plain.constant(true);
    private static final Helper ITSELF = new Helper.Itself();
    static final Helper DEVICE = new Helper.Device();
    static final Progress STRETCH = new Progress.WhileInterruptsAreOff();

    private static final Local DEADLINE_OVER = all(Moment.ZERO.isBefore(TIMER_DEADLINE), TIMER_DEADLINE.isAtMost(NOW));
    /** It sleeps, its LAPIC timer stands still, and its deadline is over. */
    static final Local WAITS = all(MAIN.at(Main.C3_ASLEEP), DEADLINE_OVER);
    /** And the channel's event comes in time for it. */
    private static final Local WAITS_FOR_EVENT = all(WAITS, IdleInvariant.EVENT_IN_TIME);

    static final String INTERRUPTS_ARE_TAKEN =
            "an interrupt that is pending at a CPU whose interrupts are on again and again is taken";
    static final String RAISERS_PAY = "whoever owes an IPI or a raise of TIMER does it";
    static final String NAME = "who sleeps with work wakes";
    static final String WORDS =
            "A CPU that sleeps with a softirq pending, or about to be raised for its timers, or with its "
                    + "deadline or first timer over, is awake in the end";
    static final Local WORK = any(
            PENDING,
            TIMER_RAISE.isOwed(),
            DEADLINE_OVER,
            all(Moment.ZERO.isBefore(FIRST_TIMER), FIRST_TIMER.isAtMost(NOW)));

    private IdleResponse() {}

    static Response response() {
        return new Response(
                NAME,
                WORDS,
                MAIN.in(Main.ASLEEP),
                WORK,
                Stream.of(told(), handler(), doIrq(), comparator())
                        .flatMap(List::stream)
                        .toList(),
                NEXT_EVENT,
                INTERRUPTIBLE,
                REQUESTED,
                List.of(CHANNEL_HOLDER, DESCRIPTOR_HOLDER),
                new Visit(
                        handles(Handler.SCAN),
                        List.of(CPUMASK.isSet().and(SCANNED.isClear()), EXPIRED.isSet(), RAISED.isSet())),
                List.of(
                        "a CPU that can go on does; one that waits for a lock which is free again and again gets it, "
                                + "whatever interrupts it in between",
                        INTERRUPTS_ARE_TAKEN,
                        RAISERS_PAY,
                        "an armed comparator matches, its interrupt arrives at some CPU, and a LAPIC timer that counts "
                                + "fires; how late is not said",
                        "a comparator's write is not too late, or perhaps too late, for ever: each one is for later than "
                                + "the one before"));
    }

    private static Helper holder(Set<Handler> places) {
        return cpu(all(CHANNEL_LOCKED.isSet(), CHANNEL_HOLDER.isThis(), HANDLER.in(places)));
    }

    static Helper cpu(Local is) {
        return new Helper.SomeCpu(is);
    }

    /** Of CPUs that sleep by mwait. */
    static Stage storeSeen() {
        return new Stage(
                "store seen",
                "The CPU sleeps by mwait, and its monitor has seen a store",
                WOKEN_BY_STORE,
                ITSELF,
                new Progress.Always(List.of("wakes in C3")));
    }

    /** Of CPUs that the HPET's handler wakes by a store. */
    static Stage toBeStored() {
        return new Stage(
                "to be woken by a store",
                "The handler has found the deadline over and the CPU in cpuidle_mwait_flags, and stores next",
                TO_STORE.isSet(),
                holder(EnumSet.of(Handler.SCAN)),
                STRETCH);
    }

    /** An interrupt is pending at the CPU that sleeps, or one of this device. */
    static Stage interruptPending(String device) {
        return new Stage(
                "interrupt pending",
                "An interrupt is pending at the CPU, and ends its sleep",
                REQUESTED,
                ITSELF,
                new Progress.Always(List.of(
                        "wakes in C1",
                        "wakes in C3",
                        "takes an event check in hlt",
                        "takes the local timer's interrupt in hlt",
                        "takes the " + device + "'s interrupt in hlt")));
    }

    static Stage ipiOwed() {
        return new Stage(
                "IPI owed",
                "Somebody has flipped a softirq bit of the CPU, and interrupts it next",
                ANY,
                new Helper.SomeRaiser(IPI),
                new Progress.Always(List.of("IPI")));
    }

    static Stage timerChanged() {
        return new Stage(
                "timer changed by another",
                "Somebody has changed the CPU's first timer, and raises TIMER next",
                ANY,
                new Helper.SomeRaiser(TIMER_RAISE),
                new Progress.Always(List.of("remote timer: raise TIMER", "remote timer: TIMER is raised already")));
    }

    /** Its LAPIC timer counts, and so much more. */
    static Stage lapicTimerCounts(Plain more) {
        return new Stage(
                "LAPIC timer counts",
                "The CPU's own timer is to interrupt it",
                all(MAIN.in(EnumSet.of(Main.C1_ASLEEP, Main.HALTED)), COUNTING.isSet(), more),
                ITSELF,
                new Progress.Always(List.of("LAPIC timer fires")));
    }

    /** The CPU has been told, is about to be, or its own timer will. */
    private static List<Stage> told() {
        Helper atScan = holder(EnumSet.of(Handler.SCAN));
        return List.of(
                interruptPending("HPET"),
                ipiOwed(),
                new Stage(
                        "raised by the handler",
                        "The handler has flipped TIMER, and interrupts the CPU when it is through with the mask",
                        RAISED.isSet(),
                        atScan,
                        STRETCH),
                new Stage(
                        "found expired",
                        "The handler has found the deadline over, and raises TIMER when it has looked at all",
                        EXPIRED.isSet(),
                        atScan,
                        STRETCH),
                timerChanged(),
                lapicTimerCounts(LVTT_MASKED.isClear()));
    }

    /** The HPET's handler is to look at the CPU, with a sample that its deadline is not behind. */
    private static List<Stage> handler() {
        return List.of(
                new Stage(
                        "to be looked at",
                        "The handler has sampled now, at or after the deadline, and has not looked at the CPU yet",
                        all(WAITS, SCANNED.isClear(), TIMER_DEADLINE.isAtMost(HANDLER_NOW)),
                        holder(EnumSet.of(Handler.SCAN)),
                        STRETCH),
                new Stage(
                        "before the sample",
                        "The handler holds ch->lock, and has not sampled now",
                        WAITS,
                        holder(EnumSet.of(Handler.FORGET, Handler.LOCAL, Handler.SAMPLE)),
                        STRETCH),
                new Stage(
                        "handler waits for ch->lock",
                        "The handler has been called",
                        WAITS,
                        cpu(HANDLER.at(Handler.ENTRY)),
                        waiting("handler: lock", CHANNEL_HOLDER, Plain.not(TOP.at(Top.NONE)))));
    }

    static Progress waiting(String step, CpuVariable lock, Plain onTop) {
        return new Progress.WhereFree(step, lock, onTop);
    }

    /** An interrupt of the HPET is on its way to the handler. */
    private static List<Stage> doIrq() {
        Local willCall = any(
                HANDLER.in(EnumSet.of(Handler.BEGIN, Handler.HAND_OVER)),
                all(HANDLER.at(Handler.ROUND), IRQ_PENDING.isSet()));
        return List.of(
                new Stage(
                        "to be called",
                        "do_IRQ is about to call the handler",
                        WAITS,
                        cpu(all(DESCRIPTOR_LOCKED.isSet(), DESCRIPTOR_HOLDER.isThis(), willCall)),
                        STRETCH),
                new Stage(
                        "pending, waits for desc->lock",
                        "IRQ_PENDING is set, and the CPU of IRQ_INPROGRESS is back from the handler",
                        all(WAITS, IRQ_PENDING.isSet()),
                        cpu(HANDLER.at(Handler.LEAVE)),
                        waiting("do_IRQ: lock again", DESCRIPTOR_HOLDER, Plain.not(TOP.at(Top.NONE)))),
                new Stage(
                        "pending",
                        "IRQ_PENDING is set, and the CPU of IRQ_INPROGRESS is in the handler",
                        all(WAITS, IRQ_PENDING.isSet()),
                        holder(EnumSet.range(Handler.SCAN, Handler.UNLOCK)),
                        STRETCH),
                new Stage("do_IRQ", "do_IRQ is about to set IRQ_PENDING", WAITS, cpu(TOP.at(Top.IRQ_PEND)), STRETCH),
                new Stage(
                        "do_IRQ waits for desc->lock",
                        "A CPU has taken the HPET's interrupt",
                        WAITS,
                        cpu(TOP.at(Top.IRQ_LOCK)),
                        waiting("do_IRQ: lock", DESCRIPTOR_HOLDER, Plain.constant(false))),
                new Stage(
                        "HPET in an IRR",
                        "The HPET's interrupt is pending at a CPU",
                        WAITS,
                        cpu(HPET.isSet()),
                        new Progress.WhereInterruptible(
                                List.of("takes the HPET's interrupt", "takes the HPET's interrupt in hlt"))),
                new Stage(
                        "signalled",
                        "The comparator has matched",
                        all(WAITS, SIGNALLED.isSet()),
                        DEVICE,
                        new Progress.Always(List.of("HPET interrupts a CPU"))));
    }

    /** The comparator is armed, or will be. */
    private static List<Stage> comparator() {
        EnumSet<Main> entering = EnumSet.range(Main.ENTER_COMPARATOR, Main.ENTER_MISSED);
        EnumSet<Handler> rearming = EnumSet.of(Handler.COMPARATOR, Handler.MISSED);
        Fact isWritten =
                CHANNEL_LOCKED.isSet().and(CHANNEL_HOLDER.is(MAIN.in(entering).or(HANDLER.in(rearming))));
        return List.of(
                new Stage(
                                "armed",
                                "The comparator is armed for a time at or before the deadline, and nobody is writing it",
                                all(WAITS_FOR_EVENT, ARMED.isSet(), Fact.not(isWritten)),
                                DEVICE,
                                new Progress.Always(List.of("comparator matches")))
                        .measured(),
                new Stage(
                                "written by who enters",
                                "A CPU that enters writes the comparator for its own deadline, which is earlier",
                                WAITS_FOR_EVENT,
                                cpu(all(CHANNEL_LOCKED.isSet(), CHANNEL_HOLDER.isThis(), MAIN.in(entering))),
                                STRETCH)
                        .measured(),
                new Stage(
                        "written by the handler",
                        "The handler writes the comparator",
                        WAITS_FOR_EVENT,
                        holder(rearming),
                        STRETCH),
                new Stage(
                        "to be written",
                        "The handler is about to write next_event",
                        all(WAITS, LEFT_SET.isSet(), LEFT.isAtMost(TIMER_DEADLINE)),
                        holder(EnumSet.of(Handler.REARM)),
                        STRETCH),
                new Stage(
                        "looked at too early",
                        "The handler has sampled now before the deadline, and keeps it for the next event",
                        all(
                                WAITS,
                                any(
                                        all(SCANNED.isClear(), HANDLER_NOW.isBefore(TIMER_DEADLINE)),
                                        all(LEFT_SET.isSet(), LEFT.isAtMost(TIMER_DEADLINE)))),
                        holder(EnumSet.of(Handler.SCAN)),
                        STRETCH));
    }
}
