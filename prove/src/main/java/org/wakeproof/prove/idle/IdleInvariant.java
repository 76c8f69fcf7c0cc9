// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.idle;

import static org.wakeproof.prove.idle.Cells.*;
import static org.wakeproof.prove.logic.Local.all;
import static org.wakeproof.prove.logic.Local.any;
import static org.wakeproof.prove.logic.Local.not;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.wakeproof.prove.logic.Conjunct;
import org.wakeproof.prove.logic.Fact;
import org.wakeproof.prove.logic.Local;
import org.wakeproof.prove.logic.Moment;
import org.wakeproof.prove.logic.Plain;

/** What holds of the idle path in every state, of every CPU. */
final class IdleInvariant {
    /** The handler that holds the channel's lock will still look at the CPU, or has seen its deadline and keeps it. */
    static final Local UNDER_SCAN = all(
            CHANNEL_LOCKED.isSet(),
            any(
                    CHANNEL_HOLDER.is(HANDLER.in(EnumSet.of(Handler.LOCAL, Handler.SAMPLE))),
                    all(CHANNEL_HOLDER.is(HANDLER.at(Handler.SCAN)), any(SCANNED.isClear(), EXPIRED.isSet())),
                    all(
                            CHANNEL_HOLDER.is(HANDLER.in(EnumSet.of(Handler.SCAN, Handler.REARM))),
                            LEFT_SET.isSet(),
                            LEFT.isAtMost(TIMER_DEADLINE))));

    /** The channel's event comes in time for the CPU's deadline. */
    static final Local EVENT_IN_TIME = all(EVENT_SET.isSet(), NEXT_EVENT.isAtMost(TIMER_DEADLINE));

    /** Something will have next_event forgotten and all deadlines looked at, or is about to arm the comparator. */
    static final Local HPET_LIVES = any(
            ARMED.isSet(),
            SIGNALLED.isSet(),
            Fact.somewhere(any(HPET.isSet(), TOP.in(Top.SURE_TO_PEND), HANDLER.in(Handler.SURE_TO_SCAN))),
            IRQ_PENDING.isSet(),
            all(
                    CHANNEL_LOCKED.isSet(),
                    CHANNEL_HOLDER.is(MAIN.in(EnumSet.of(Main.ENTER_COMPARATOR, Main.ENTER_MISSED))
                            .or(HANDLER.in(EnumSet.of(Handler.COMPARATOR, Handler.MISSED))))));

    private IdleInvariant() {}

    /** Those that people have to think of. */
    static List<Conjunct> key() {
        return List.of(
                told(),
                key(
                        "covered",
                        "A CPU that relies on the channel is told, or its event is early enough, or the handler will see it",
                        MAIN.in(Main.COVERED).implies(any(EVENT_IN_TIME, TOLD, UNDER_SCAN))),
                key(
                        "comparator",
                        "A next_event has a comparator, or an interrupt or handler under way that looks at all deadlines",
                        EVENT_SET.isSet().implies(HPET_LIVES)),
                lapicTimer(Main.LAPIC_ASIDE),
                firstTimer());
    }

    /** The one about softirqs. */
    static Conjunct told() {
        return key(
                "told",
                "A CPU past its last look and not yet woken that has a softirq pending has been told",
                all(MAIN.in(Main.COMMITTED), PENDING).implies(TOLD));
    }

    /** The one about the LAPIC timer, which need not count at some places. */
    static Conjunct lapicTimer(Set<Main> aside) {
        return key(
                "LAPIC timer",
                "Where the LAPIC timer is to do it, a deadline has a timer that counts, an interrupt, or TIMER",
                all(not(TIMER_DEADLINE.isEqualTo(Moment.ZERO)), Plain.not(MAIN.in(aside)))
                        .implies(any(COUNTING.isSet(), LOCAL_TIMER.isSet(), TOP.at(Top.LAPIC), TIMER.isSet())));
    }

    /** The one about timers. */
    static Conjunct firstTimer() {
        return key(
                "first timer",
                "timer_deadline is in time for the first timer, or TIMER is raised, about to be, or being done",
                not(FIRST_TIMER.isEqualTo(Moment.ZERO))
                        .implies(any(
                                TIMER.isSet(),
                                TIMER_RAISE.isOwed(),
                                CHANGED_FIRST.isSet(),
                                MAIN.in(EnumSet.of(Main.TIMER_SOFTIRQ, Main.SUSPEND_RAISE)),
                                all(Moment.ZERO.isBefore(TIMER_DEADLINE), TIMER_DEADLINE.isAtMost(FIRST_TIMER)))));
    }

    /** Those that keep the books. */
    static List<Conjunct> books(IdlePart part, IdleVariant variant) {
        return Stream.of(places(part, variant), interrupts(), channelLock(), doIrq(), channel(variant), handler())
                .flatMap(List::stream)
                .toList();
    }

    /** Where a CPU never is. */
    static List<Conjunct> places(IdlePart part, IdleVariant variant) {
        Set<Main> unused = EnumSet.copyOf(variant.unused());
        unused.addAll(part.unusedMain());
        return List.of(book(
                "places",
                "The places of other versions are never reached",
                Plain.not(MAIN.in(unused)).and(Plain.not(HANDLER.in(part.unusedHandler())))));
    }

    /** What handlers run on. */
    static List<Conjunct> interrupts() {
        EnumSet<Main> interrupted = EnumSet.copyOf(Main.INTERRUPTIBLE);
        interrupted.remove(Main.HALTED);
        return List.of(
                book(
                        "handler interrupts",
                        "The HPET's handler runs on what can be interrupted, and hlt is over then",
                        HANDLER.at(Handler.NONE).or(MAIN.in(interrupted))),
                book(
                        "top interrupts",
                        "So does what runs on top",
                        any(
                                TOP.at(Top.NONE),
                                HANDLER.in(Handler.INTERRUPTIBLE),
                                all(HANDLER.at(Handler.NONE), MAIN.in(interrupted)))),
                book(
                        "own timers",
                        "A CPU that has changed its own first timer is in the middle of that, with interrupts off",
                        CHANGED_FIRST
                                .isSet()
                                .implies(all(
                                        TOP.at(Top.NONE),
                                        HANDLER.at(Handler.NONE),
                                        MAIN.in(EnumSet.of(Main.RUNNING, Main.TIMER_SOFTIRQ))))));
    }

    private static List<Conjunct> channelLock() {
        Plain withChannel = MAIN.in(Main.WITH_CHANNEL_LOCK).or(HANDLER.in(Handler.WITH_CHANNEL_LOCK));
        return List.of(
                book(
                        "ch->lock",
                        "A CPU that is where ch->lock is held is its holder",
                        withChannel.implies(all(CHANNEL_LOCKED.isSet(), CHANNEL_HOLDER.isThis()))),
                book(
                        "ch->lock has a holder",
                        "And the holder is there",
                        CHANNEL_LOCKED.isSet().implies(CHANNEL_HOLDER.is(withChannel))));
    }

    /** Who is in do_IRQ. */
    static List<Conjunct> doIrq() {
        Plain withDescriptor = TOP.in(Top.WITH_DESCRIPTOR_LOCK).or(HANDLER.in(Handler.WITH_DESCRIPTOR_LOCK));
        Plain inProgress = HANDLER.in(Handler.IN_PROGRESS);
        return List.of(
                book(
                        "desc->lock",
                        "A CPU that is where desc->lock is held is its holder",
                        withDescriptor.implies(all(DESCRIPTOR_LOCKED.isSet(), DESCRIPTOR_HOLDER.isThis()))),
                book(
                        "desc->lock has a holder",
                        "And the holder is there",
                        DESCRIPTOR_LOCKED.isSet().implies(DESCRIPTOR_HOLDER.is(withDescriptor))),
                book(
                        "one section at a time",
                        "What runs on top holds desc->lock, or the handler below does, never both",
                        Plain.not(TOP.in(Top.WITH_DESCRIPTOR_LOCK).and(HANDLER.in(Handler.WITH_DESCRIPTOR_LOCK)))),
                book(
                        "IRQ_INPROGRESS",
                        "It is set where a CPU is in the handler, and names that CPU",
                        inProgress.implies(all(IRQ_INPROGRESS.isSet(), IN_PROGRESS.isThis()))),
                book(
                        "IRQ_INPROGRESS has a CPU",
                        "And that CPU is there",
                        IRQ_INPROGRESS.isSet().implies(IN_PROGRESS.is(inProgress))),
                book(
                        "about to begin",
                        "Who is about to set IRQ_INPROGRESS finds it clear, and IRQ_PENDING set",
                        HANDLER.at(Handler.BEGIN).implies(all(IRQ_INPROGRESS.isClear(), IRQ_PENDING.isSet()))),
                book(
                        "pending is seen",
                        "IRQ_PENDING has somebody who will look at it",
                        IRQ_PENDING
                                .isSet()
                                .implies(any(
                                        IRQ_INPROGRESS.isSet(),
                                        all(
                                                DESCRIPTOR_LOCKED.isSet(),
                                                DESCRIPTOR_HOLDER.is(HANDLER.at(Handler.BEGIN)))))),
                book(
                        "done means done",
                        "Who leaves the handler has seen that IRQ_PENDING is clear",
                        HANDLER.at(Handler.DONE).implies(IRQ_PENDING.isClear())));
    }

    static Conjunct deadlines() {
        return book("deadlines", "No deadline is negative", Moment.ZERO.isAtMost(TIMER_DEADLINE));
    }

    private static List<Conjunct> channel(IdleVariant variant) {
        return List.of(
                deadlines(),
                book(
                        "cpumask",
                        "ch->cpumask has the CPUs between broadcast enter and exit",
                        CPUMASK.isSet().iff(MAIN.in(Main.IN_MASK))),
                book(
                        "LVTT",
                        "The LAPIC timer is masked between enter and exit",
                        LVTT_MASKED.isSet().iff(MAIN.in(Main.LAPIC_MASKED))),
                book(
                        "earlier",
                        "Who is about to write next_event has an earlier deadline",
                        MAIN.at(Main.ENTER_WRITE).implies(variant.isToWriteNextEvent())),
                book(
                        "nobody sleeps",
                        "Who forgets next_event on exit has seen that nobody sleeps",
                        MAIN.in(EnumSet.of(Main.EXIT_FORGET, Main.EXIT_DISARM))
                                .implies(Fact.nowhere(CPUMASK.isSet()))));
    }

    private static List<Conjunct> handler() {
        return List.of(
                book(
                        "forgotten",
                        "next_event is STIME_MAX while the handler looks, and once exit has forgotten it",
                        HANDLER.in(EnumSet.range(Handler.LOCAL, Handler.REARM))
                                .or(MAIN.at(Main.EXIT_DISARM))
                                .implies(EVENT_SET.isClear())),
                book(
                        "nobody is scanned yet",
                        "The handler has looked at nobody before it samples now",
                        HANDLER.at(Handler.SAMPLE).implies(Fact.nowhere(SCANNED.isSet()))),
                book(
                        "raised",
                        "Who has been raised by the handler and is owed an IPI has a handler that sends it",
                        any(RAISED.isSet(), EXPIRED.isSet())
                                .implies(all(CHANNEL_LOCKED.isSet(), CHANNEL_HOLDER.is(HANDLER.at(Handler.SCAN))))),
                book(
                        "left",
                        "Who writes next_event anew has a deadline for it",
                        HANDLER.at(Handler.REARM).implies(LEFT_SET.isSet())));
    }

    /** What is to follow. */
    static List<Conjunct> properties() {
        Local live = all(CPUMASK.isSet(), any(all(EVENT_IN_TIME, HPET_LIVES), UNDER_SCAN));
        return List.of(
                noSoftirqSleptThrough(),
                property(
                        "no deadline is slept through in C3",
                        "A CPU that sleeps while its LAPIC timer stands still is told, or a live HPET or handler stands "
                                + "for its deadline",
                        MAIN.at(Main.C3_ASLEEP).implies(any(TOLD, live))),
                noDeadlineSleptThroughInC1(),
                noTimerSleptThrough());
    }

    /** The property about softirqs. */
    static Conjunct noSoftirqSleptThrough() {
        return property(
                "no softirq is slept through",
                "A CPU that sleeps with a softirq pending has an interrupt pending, or somebody owes it one",
                all(MAIN.in(Main.ASLEEP), PENDING).implies(TOLD));
    }

    /** The property about deadlines where the LAPIC timer runs. */
    static Conjunct noDeadlineSleptThroughInC1() {
        return property(
                "no deadline is slept through in C1",
                "A CPU that sleeps while its LAPIC timer runs and has a deadline is told, or its timer counts "
                        + "or has interrupted it",
                all(MAIN.in(EnumSet.of(Main.C1_ASLEEP, Main.HALTED)), not(TIMER_DEADLINE.isEqualTo(Moment.ZERO)))
                        .implies(any(TOLD, all(COUNTING.isSet(), LVTT_MASKED.isClear()), LOCAL_TIMER.isSet())));
    }

    /** The property about timers. */
    static Conjunct noTimerSleptThrough() {
        return property(
                "no timer is slept through",
                "The first timer of a CPU that sleeps is one that it is told of, will be told of, or has as its "
                        + "deadline",
                all(MAIN.in(Main.ASLEEP), not(FIRST_TIMER.isEqualTo(Moment.ZERO)))
                        .implies(any(
                                TOLD,
                                TIMER_RAISE.isOwed(),
                                all(Moment.ZERO.isBefore(TIMER_DEADLINE), TIMER_DEADLINE.isAtMost(FIRST_TIMER)))));
    }

    static Conjunct key(String name, String words, Local body) {
        return new Conjunct(name, words, body, true);
    }

    static Conjunct book(String name, String words, Local body) {
        return new Conjunct(name, words, body, false);
    }

    static Conjunct property(String name, String words, Local body) {
        return new Conjunct(name, words, body, true);
    }
}
