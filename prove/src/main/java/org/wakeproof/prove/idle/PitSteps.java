// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.idle;

import static org.wakeproof.prove.idle.Cells.*;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.prove.logic.Agent;
import org.wakeproof.prove.logic.Fact;
import org.wakeproof.prove.logic.Local;
import org.wakeproof.prove.logic.Moment;
import org.wakeproof.prove.logic.Plain;
import org.wakeproof.prove.logic.Step;

/** The steps of the PIT's broadcast, of time.c. */
final class PitSteps {
    /** The steps with which the handler goes through what it has read of the mask. */
    static final List<String> BROADCASTING = List.of(
            "PIT: raise TIMER on itself",
            "PIT: raise TIMER on another",
            "PIT: TIMER is raised already",
            "PIT: interrupt all",
            "PIT: interrupt one",
            "PIT: all are told");

    private PitSteps() {}

    private static Step.Builder step(Main at, String name, String words) {
        return Step.named(name, words).when(runs(at));
    }

    private static Step.Builder step(Handler at, String name, String words) {
        return Step.named(name, words).when(handles(at));
    }

    /** The PIT, and LAPIC timers, which nobody masks: they stand still in C3, and then go on. */
    static List<Step> devices(IdleVariant variant) {
        return List.of(
                Step.named("LAPIC timer fires", "its count has run out; in C3 it stands still")
                        .when(COUNTING.isSet().and(Plain.not(MAIN.at(Main.C3_ASLEEP))))
                        .clear(COUNTING)
                        .set(LOCAL_TIMER)
                        .by(Agent.DEVICE)
                        .build(),
                Step.named("PIT interrupts a CPU", "any CPU: the routing is left open")
                        .set(HPET)
                        .by(variant == IdleVariant.PIT_MAY_STOP ? Agent.OUTSIDE : Agent.DEVICE)
                        .build());
    }

    /** smp_send_timer_broadcast_ipi, interrupts on. */
    static List<Step> handler(IdleVariant variant) {
        List<Step> steps = new ArrayList<>(List.of(readMask(variant)));
        steps.addAll(raising());
        steps.add(raisedAlready(variant));
        if (variant != IdleVariant.PIT_HANDLER_SENDS_NO_IPI) {
            steps.addAll(interrupting());
        }
        steps.add(step(Handler.BROADCAST, "PIT: all are told", "the handler is through with the mask")
                .when(Fact.nowhere(PIT_READ.isSet().or(RAISED.isSet())))
                .go(HANDLER, Handler.LEAVE)
                .build());
        return steps;
    }

    private static Step readMask(IdleVariant variant) {
        Step.Builder step = step(Handler.ENTRY, "PIT: read the mask", "pit_broadcast_mask, all of which are online")
                .go(HANDLER, Handler.BROADCAST);
        if (variant == IdleVariant.PIT_HANDLER_RAISES_ON_ONE) {
            return step.with(Plain.constant(true))
                    .setOther(PIT_READ, PIT_MASK.isSet())
                    .build();
        }
        return step.setEverywhere(PIT_READ, PIT_MASK.isSet()).build();
    }

    private static List<Step> raising() {
        return List.of(
                step(Handler.BROADCAST, "PIT: raise TIMER on itself", "raise_softirq")
                        .when(PIT_READ.isSet())
                        .set(TIMER)
                        .clear(PIT_READ)
                        .build(),
                step(Handler.BROADCAST, "PIT: raise TIMER on another", "test_and_set_bit has found 0")
                        .with(PIT_READ.isSet().and(TIMER.isClear()))
                        .clearOther(PIT_READ)
                        .setOther(TIMER)
                        .setOther(RAISED)
                        .build());
    }

    private static Step raisedAlready(IdleVariant variant) {
        Step.Builder step = step(
                        Handler.BROADCAST, "PIT: TIMER is raised already", "test_and_set_bit has found 1: no IPI")
                .with(PIT_READ.isSet().and(TIMER.isSet()));
        if (variant != IdleVariant.PIT_HANDLER_WAITS_FOR_OTHERS) {
            step.clearOther(PIT_READ);
        }
        return step.build();
    }

    private static List<Step> interrupting() {
        return List.of(
                step(Handler.BROADCAST, "PIT: interrupt all", "one write for the whole mask")
                        .when(Fact.nowhere(PIT_READ.isSet()))
                        .when(Fact.somewhere(RAISED.isSet()))
                        .setEverywhere(EVENT_CHECK, EVENT_CHECK.isSet().or(RAISED.isSet()))
                        .setEverywhere(RAISED, Plain.constant(false))
                        .build(),
                step(Handler.BROADCAST, "PIT: interrupt one", "one write for each CPU, in physical mode")
                        .when(Fact.nowhere(PIT_READ.isSet()))
                        .with(RAISED.isSet())
                        .setOther(EVENT_CHECK)
                        .clearOther(RAISED)
                        .build());
    }

    /** pit_broadcast_enter. */
    static Step enter() {
        return step(Main.SELECT, "enter: set the bit", "cpu_set in pit_broadcast_mask; the LAPIC timer is not masked")
                .set(PIT_MASK)
                .go(MAIN, Main.C3_ENTER)
                .build();
    }

    /** pit_broadcast_exit, but for a deadline that is over. */
    static List<Step> exit() {
        return List.of(
                step(Main.PIT_EXIT, "exit: clear the bit", "cpu_test_and_clear in pit_broadcast_mask")
                        .clear(PIT_MASK)
                        .go(MAIN, Main.PIT_REPROGRAM)
                        .build(),
                step(Main.PIT_REPROGRAM, "exit: no deadline", "the count is far away")
                        .when(TIMER_DEADLINE.isEqualTo(Moment.ZERO))
                        .clear(COUNTING)
                        .go(MAIN, Main.RUNNING)
                        .build(),
                step(Main.PIT_REPROGRAM, "exit: deadline ahead", "the deadline lies ahead")
                        .when(NOW.isBefore(TIMER_DEADLINE))
                        .go(MAIN, Main.PIT_PROGRAM)
                        .build(),
                step(Main.PIT_PROGRAM, "exit: write the count", "the LAPIC timer counts for timer_deadline")
                        .set(COUNTING)
                        .go(MAIN, Main.RUNNING)
                        .build());
    }

    /** Where the deadline is over when the broadcast is left. */
    static List<Step> exitOver(IdleVariant variant) {
        Step.Builder over = step(
                        Main.PIT_REPROGRAM, "exit: deadline over", "reprogram_timer says that the deadline is over")
                .when(Local.all(Local.not(TIMER_DEADLINE.isEqualTo(Moment.ZERO)), TIMER_DEADLINE.isAtMost(NOW)));
        if (variant.stopsLateTimer()) {
            over.clear(COUNTING);
        }
        if (variant != IdleVariant.PIT_EXIT_RAISES_TIMER) {
            return List.of(over.go(MAIN, Main.RUNNING).build());
        }
        List<Step> steps = new ArrayList<>(List.of(over.go(MAIN, Main.PIT_RAISE).build()));
        steps.add(step(Main.PIT_RAISE, "exit: raise TIMER", "as the deadline is over")
                .set(TIMER)
                .go(MAIN, Main.RUNNING)
                .build());
        return steps;
    }
}
