// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.idle;

import static org.wakeproof.prove.idle.Cells.*;

import java.util.List;
import org.wakeproof.prove.logic.Agent;
import org.wakeproof.prove.logic.Fact;
import org.wakeproof.prove.logic.Local;
import org.wakeproof.prove.logic.Moment;
import org.wakeproof.prove.logic.Plain;
import org.wakeproof.prove.logic.Step;

/** The steps of interrupts: taking them, do_IRQ, and handle_hpet_broadcast. */
final class HandlerSteps {
    /** Every CPU of the mask has been looked at. */
    private static final Fact ALL_SCANNED = Fact.nowhere(CPUMASK.isSet().and(SCANNED.isClear()));
    /** Nobody is left to be raised or interrupted. */
    private static final Fact ALL_TOLD = Fact.nowhere(EXPIRED.isSet().or(RAISED.isSet()));

    private HandlerSteps() {}

    private static Step.Builder step(Handler at, String name, String words) {
        return Step.named(name, words).when(handles(at));
    }

    /** Interrupts are taken; a CPU in hlt goes on behind it. The device wakes CPUs whose LAPIC timer stands still. */
    static List<Step> taking(String device) {
        Plain awake = INTERRUPTIBLE_AWAKE;
        Plain halted = runs(Main.HALTED);
        return List.of(
                Step.named("takes an event check", "the handler does nothing more")
                        .when(awake.and(EVENT_CHECK.isSet()))
                        .clear(EVENT_CHECK)
                        .by(Agent.INTERRUPT)
                        .build(),
                Step.named("takes the local timer's interrupt", "smp_apic_timer_interrupt")
                        .when(awake.and(LOCAL_TIMER.isSet()))
                        .clear(LOCAL_TIMER)
                        .go(TOP, Top.LAPIC)
                        .by(Agent.INTERRUPT)
                        .build(),
                Step.named("takes the " + device + "'s interrupt", "do_IRQ")
                        .when(awake.and(HPET.isSet()))
                        .clear(HPET)
                        .go(TOP, Top.IRQ_LOCK)
                        .by(Agent.INTERRUPT)
                        .build(),
                Step.named("takes an event check in hlt", "which ends")
                        .when(halted.and(EVENT_CHECK.isSet()))
                        .clear(EVENT_CHECK)
                        .go(MAIN, Main.RUNNING)
                        .by(Agent.INTERRUPT)
                        .build(),
                Step.named("takes the local timer's interrupt in hlt", "which ends")
                        .when(halted.and(LOCAL_TIMER.isSet()))
                        .clear(LOCAL_TIMER)
                        .go(MAIN, Main.RUNNING)
                        .go(TOP, Top.LAPIC)
                        .by(Agent.INTERRUPT)
                        .build(),
                Step.named("takes the " + device + "'s interrupt in hlt", "which ends")
                        .when(halted.and(HPET.isSet()))
                        .clear(HPET)
                        .go(MAIN, Main.RUNNING)
                        .go(TOP, Top.IRQ_LOCK)
                        .by(Agent.INTERRUPT)
                        .build(),
                Step.named("local timer: raise TIMER", "on its own CPU, and the handler ends")
                        .when(TOP.at(Top.LAPIC))
                        .set(TIMER)
                        .go(TOP, Top.NONE)
                        .build());
    }

    /** do_IRQ. */
    static List<Step> doIrq() {
        return List.of(
                Step.named("do_IRQ: lock", "takes desc->lock, interrupts off")
                        .when(TOP.at(Top.IRQ_LOCK))
                        .when(DESCRIPTOR_LOCKED.isClear())
                        .set(DESCRIPTOR_LOCKED, true)
                        .name(DESCRIPTOR_HOLDER)
                        .go(TOP, Top.IRQ_PEND)
                        .build(),
                Step.named("do_IRQ: leave it to the handler", "IRQ_PENDING, as IRQ_INPROGRESS is set")
                        .when(TOP.at(Top.IRQ_PEND))
                        .when(IRQ_INPROGRESS.isSet())
                        .set(IRQ_PENDING, true)
                        .go(TOP, Top.IRQ_OUT)
                        .build(),
                Step.named("do_IRQ: unlock", "desc->lock is released, and the interrupt ends")
                        .when(TOP.at(Top.IRQ_OUT))
                        .set(DESCRIPTOR_LOCKED, false)
                        .go(TOP, Top.NONE)
                        .build(),
                Step.named("do_IRQ: pending", "IRQ_PENDING; nobody is in the handler")
                        .when(TOP.at(Top.IRQ_PEND))
                        .when(IRQ_INPROGRESS.isClear())
                        .set(IRQ_PENDING, true)
                        .go(TOP, Top.NONE)
                        .go(HANDLER, Handler.BEGIN)
                        .build(),
                step(Handler.BEGIN, "do_IRQ: in progress", "IRQ_INPROGRESS")
                        .set(IRQ_INPROGRESS, true)
                        .name(IN_PROGRESS)
                        .go(HANDLER, Handler.ROUND)
                        .build(),
                step(Handler.ROUND, "do_IRQ: once more", "IRQ_PENDING is cleared")
                        .when(IRQ_PENDING.isSet())
                        .set(IRQ_PENDING, false)
                        .go(HANDLER, Handler.HAND_OVER)
                        .build(),
                step(Handler.ROUND, "do_IRQ: no more", "IRQ_PENDING is clear")
                        .when(IRQ_PENDING.isClear())
                        .go(HANDLER, Handler.DONE)
                        .build(),
                step(Handler.HAND_OVER, "do_IRQ: call the handler", "desc->lock is released, interrupts on")
                        .set(DESCRIPTOR_LOCKED, false)
                        .go(HANDLER, Handler.ENTRY)
                        .build(),
                step(Handler.LEAVE, "do_IRQ: lock again", "takes desc->lock, interrupts off")
                        .when(DESCRIPTOR_LOCKED.isClear())
                        .set(DESCRIPTOR_LOCKED, true)
                        .name(DESCRIPTOR_HOLDER)
                        .go(HANDLER, Handler.ROUND)
                        .build(),
                step(Handler.DONE, "do_IRQ: no longer in progress", "IRQ_INPROGRESS is cleared")
                        .set(IRQ_INPROGRESS, false)
                        .go(HANDLER, Handler.OUT)
                        .build(),
                step(Handler.OUT, "do_IRQ: unlock at the end", "desc->lock is released, and the interrupt ends")
                        .set(DESCRIPTOR_LOCKED, false)
                        .go(HANDLER, Handler.NONE)
                        .build());
    }

    /** handle_hpet_broadcast up to and including its scan. */
    static List<Step> scan() {
        return scan(TIMER_DEADLINE);
    }

    /** The same where the handler sees this of each CPU for its timer_deadline. */
    static List<Step> scan(Moment.Own deadline) {
        Local looked = Local.all(CPUMASK.isSet(), SCANNED.isClear());
        return List.of(
                step(Handler.ENTRY, "handler: lock", "takes ch->lock, interrupts off")
                        .when(CHANNEL_LOCKED.isClear())
                        .set(CHANNEL_LOCKED, true)
                        .name(CHANNEL_HOLDER)
                        .go(HANDLER, Handler.FORGET)
                        .build(),
                step(Handler.FORGET, "handler: forget next_event", "ch->next_event = STIME_MAX")
                        .set(EVENT_SET, false)
                        .go(HANDLER, Handler.LOCAL)
                        .build(),
                step(Handler.LOCAL, "handler: nothing seen yet", "next_event = STIME_MAX, mask = empty")
                        .set(LEFT_SET, false)
                        .setEverywhere(SCANNED, Plain.constant(false))
                        .go(HANDLER, Handler.SAMPLE)
                        .build(),
                step(Handler.SAMPLE, "handler: now", "now = NOW()")
                        .set(HANDLER_NOW, NOW)
                        .go(HANDLER, Handler.SCAN)
                        .build(),
                step(Handler.SCAN, "handler: expired", "a deadline at or before now")
                        .with(looked.and(deadline.isAtMost(HANDLER_NOW)))
                        .setOther(SCANNED)
                        .setOther(EXPIRED)
                        .build(),
                step(Handler.SCAN, "handler: earliest so far", "a deadline later than now, and before next_event")
                        .with(looked.and(HANDLER_NOW.isBefore(deadline))
                                .and(LEFT_SET.isClear().or(deadline.isBefore(LEFT))))
                        .setOther(SCANNED)
                        .set(LEFT_SET, true)
                        .setFromOther(LEFT, deadline)
                        .build(),
                step(Handler.SCAN, "handler: not the earliest", "a deadline later than now, and not before next_event")
                        .with(looked.and(HANDLER_NOW.isBefore(deadline))
                                .and(LEFT_SET.isSet().and(LEFT.isAtMost(deadline))))
                        .setOther(SCANNED)
                        .build());
    }

    /** evt_do_broadcast for others. */
    static List<Step> raising() {
        return List.of(step(Handler.SCAN, "handler: raise TIMER on another", "test_and_set_bit has found 0")
                .when(ALL_SCANNED)
                .with(EXPIRED.isSet().and(TIMER.isClear()))
                .clearOther(EXPIRED)
                .setOther(TIMER)
                .setOther(RAISED)
                .build());
    }

    /** The IPIs to those that were raised. */
    static List<Step> interrupting() {
        return List.of(
                step(Handler.SCAN, "handler: interrupt all", "one write for the whole mask")
                        .when(ALL_SCANNED.and(Fact.nowhere(EXPIRED.isSet())))
                        .when(Fact.somewhere(RAISED.isSet()))
                        .setEverywhere(EVENT_CHECK, EVENT_CHECK.isSet().or(RAISED.isSet()))
                        .setEverywhere(RAISED, Plain.constant(false))
                        .build(),
                step(Handler.SCAN, "handler: interrupt one", "one write for each CPU, in physical mode")
                        .when(ALL_SCANNED)
                        .with(RAISED.isSet())
                        .setOther(EVENT_CHECK)
                        .clearOther(RAISED)
                        .build());
    }

    /** The rest of evt_do_broadcast. */
    static List<Step> raisingItself() {
        return List.of(
                step(Handler.SCAN, "handler: raise TIMER on itself", "raise_softirq")
                        .when(ALL_SCANNED)
                        .when(EXPIRED.isSet())
                        .set(TIMER)
                        .clear(EXPIRED)
                        .build(),
                step(Handler.SCAN, "handler: TIMER is raised already", "test_and_set_bit has found 1: no IPI")
                        .when(ALL_SCANNED)
                        .with(EXPIRED.isSet().and(TIMER.isSet()))
                        .clearOther(EXPIRED)
                        .build(),
                step(Handler.SCAN, "handler: nothing later", "no deadline is left")
                        .when(ALL_SCANNED.and(ALL_TOLD).and(LEFT_SET.isClear()))
                        .go(HANDLER, Handler.UNLOCK)
                        .build());
    }

    /** Where deadlines are left, the handler goes on to this place. */
    static Step somethingLater(Handler next) {
        return step(Handler.SCAN, "handler: something later", "a deadline is left")
                .when(ALL_SCANNED.and(ALL_TOLD).and(LEFT_SET.isSet()))
                .go(HANDLER, next)
                .build();
    }

    /** The comparator for what is left. */
    static List<Step> rearming() {
        return List.of(
                step(Handler.REARM, "handler: write next_event", "ch->next_event = next_event")
                        .set(EVENT_SET, true)
                        .set(NEXT_EVENT, LEFT)
                        .go(HANDLER, Handler.COMPARATOR)
                        .build(),
                step(Handler.COMPARATOR, "handler: write the comparator", "in time: it will match")
                        .set(ARMED, true)
                        .go(HANDLER, Handler.WROTE)
                        .build(),
                step(Handler.COMPARATOR, "handler: write the comparator late", "the counter has passed the value")
                        .set(ARMED, false)
                        .go(HANDLER, Handler.MISSED)
                        .build(),
                step(Handler.WROTE, "handler: perhaps too late", "too close to tell: again")
                        .retries()
                        .go(HANDLER, Handler.FORGET)
                        .build(),
                step(Handler.UNLOCK, "handler: unlock", "ch->lock is released, interrupts on")
                        .set(CHANNEL_LOCKED, false)
                        .go(HANDLER, Handler.LEAVE)
                        .build());
    }

    /** Where the write was in time, the handler goes on to this place. */
    static Step written(Handler next) {
        return step(Handler.WROTE, "handler: written in time", "less has elapsed than was to go")
                .go(HANDLER, next)
                .build();
    }

    /** Where the write came too late, the handler goes on to this place. */
    static Step.Builder missed(Handler next) {
        return step(Handler.MISSED, "handler: written too late", "reprogram_hpet_evt_channel says -ETIME")
                .go(HANDLER, next);
    }
}
