// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.idle;

import static org.wakeproof.prove.idle.Cells.*;
import static org.wakeproof.prove.idle.WakeStages.*;
import static org.wakeproof.prove.logic.Local.all;
import static org.wakeproof.prove.logic.Local.any;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.wakeproof.prove.logic.Fact;
import org.wakeproof.prove.logic.Helper;
import org.wakeproof.prove.logic.Local;
import org.wakeproof.prove.logic.Progress;
import org.wakeproof.prove.logic.Response;
import org.wakeproof.prove.logic.Stage;
import org.wakeproof.prove.logic.Visit;

/** That a CPU which sleeps with work wakes, in stages. */
final class IdleResponse {
    /** It waits for the channel, whose event comes in time for it. */
    private static final Local WAITS_FOR_EVENT = all(WAITS, IdleInvariant.EVENT_IN_TIME);

    private IdleResponse() {}

    static Response response() {
        return new Response(
                NAME,
                WORDS,
                MAIN.in(Main.ASLEEP),
                WORK,
                Stream.of(told(), handler(), doIrq("HPET", pending()), List.of(signalled()), comparator())
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

    /** Of CPUs that sleep by mwait. */
    static Stage storeSeen() {
        return new Stage(
                "store seen",
                "The CPU sleeps by mwait, and its monitor has seen a store",
                WOKEN_BY_STORE,
                ITSELF,
                new Progress.Always(List.of("wakes in C1", "wakes in C3")));
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

    /** The CPU has been told, is about to be, or its own timer will. */
    private static List<Stage> told() {
        Helper atScan = holder(EnumSet.of(Handler.SCAN));
        return List.of(
                interruptPending("HPET"),
                ipiOwed(),
                raisedByHandler(atScan, STRETCH),
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
                        waiting("handler: lock", CHANNEL_HOLDER, ON_TOP)));
    }

    /** The comparator has matched, and its interrupt has not arrived at a CPU. */
    private static Stage signalled() {
        return new Stage(
                "signalled",
                "The comparator has matched",
                all(WAITS, SIGNALLED.isSet()),
                DEVICE,
                new Progress.Always(List.of("HPET interrupts a CPU")));
    }

    /** IRQ_PENDING is set while the handler holds its lock. */
    private static Stage pending() {
        return new Stage(
                "pending",
                "IRQ_PENDING is set, and the CPU of IRQ_INPROGRESS is in the handler",
                all(WAITS, IRQ_PENDING.isSet()),
                holder(EnumSet.range(Handler.SCAN, Handler.UNLOCK)),
                STRETCH);
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
