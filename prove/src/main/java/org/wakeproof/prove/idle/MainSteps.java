// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.idle;

import static org.wakeproof.prove.idle.Cells.*;

import java.util.List;
import org.wakeproof.prove.logic.Fact;
import org.wakeproof.prove.logic.Local;
import org.wakeproof.prove.logic.Moment;
import org.wakeproof.prove.logic.Plain;
import org.wakeproof.prove.logic.Step;

/** The steps of a CPU's main program: softirqs, timers, and the way to sleep and back. */
final class MainSteps {
    private MainSteps() {}

    private static Step.Builder step(Main at, String name, String words) {
        return Step.named(name, words).when(runs(at));
    }

    /** Softirqs and the CPU's own timers. */
    static List<Step> softirqs() {
        Local later = Local.any(
                Moment.CHOSEN.isEqualTo(Moment.ZERO),
                Local.all(FIRST_TIMER.isBefore(Moment.CHOSEN), Local.not(FIRST_TIMER.isEqualTo(Moment.ZERO))));
        Local earlier = Local.all(
                Moment.ZERO.isBefore(Moment.CHOSEN),
                Local.any(FIRST_TIMER.isEqualTo(Moment.ZERO), Moment.CHOSEN.isBefore(FIRST_TIMER)));
        Plain ownTimers = MAIN_RUNS.and(MAIN.in(List.of(Main.RUNNING, Main.TIMER_SOFTIRQ)));
        return List.of(
                Step.named("raise TIMER on itself", "code or a handler with interrupts on raises TIMER on its own CPU")
                        .when(INTERRUPTIBLE_AWAKE)
                        .set(TIMER)
                        .build(),
                Step.named("raise another on itself", "the same with another softirq")
                        .when(INTERRUPTIBLE_AWAKE)
                        .set(OTHERS)
                        .build(),
                Step.named("another softirq is done", "do_softirq clears the last of the other bits, or one of several")
                        .when(runs(Main.RUNNING))
                        .clear(OTHERS)
                        .build(),
                Step.named("own first timer earlier", "set_timer of a timer of its own that is its first now")
                        .when(ownTimers)
                        .when(earlier)
                        .set(FIRST_TIMER, Moment.CHOSEN)
                        .set(CHANGED_FIRST)
                        .build(),
                Step.named("own first timer later", "stop_timer or set_timer of the first of its own timers")
                        .when(ownTimers)
                        .when(later)
                        .set(FIRST_TIMER, Moment.CHOSEN)
                        .set(CHANGED_FIRST)
                        .build(),
                Step.named("own timer: raise TIMER", "and TIMER is raised for it, with interrupts off all the while")
                        .when(CHANGED_FIRST.isSet())
                        .set(TIMER)
                        .clear(CHANGED_FIRST)
                        .build(),
                step(
                                Main.RUNNING,
                                "resume the tick",
                                "csched_tick_resume: the ticker is active, and not the first timer")
                        .set(TICKER)
                        .build(),
                step(Main.TIMER_SOFTIRQ, "a timer expires", "timers that are over are taken out; their functions run")
                        .when(later)
                        .set(FIRST_TIMER, Moment.CHOSEN)
                        .build(),
                step(Main.TIMER_SOFTIRQ, "write timer_deadline", "timer_deadline = when the first timers are to run")
                        .when(Local.any(
                                Local.all(FIRST_TIMER.isEqualTo(Moment.ZERO), Moment.CHOSEN.isEqualTo(Moment.ZERO)),
                                Local.all(Moment.ZERO.isBefore(Moment.CHOSEN), Moment.CHOSEN.isAtMost(FIRST_TIMER))))
                        .set(TIMER_DEADLINE, Moment.CHOSEN)
                        .go(MAIN, Main.TIMER_REPROGRAM)
                        .build(),
                step(Main.TIMER_REPROGRAM, "reprogram_timer: none", "there is no deadline: the count is far away")
                        .when(TIMER_DEADLINE.isEqualTo(Moment.ZERO))
                        .clear(COUNTING)
                        .go(MAIN, Main.RUNNING)
                        .build(),
                step(Main.TIMER_REPROGRAM, "reprogram_timer: ahead", "the deadline lies ahead")
                        .when(NOW.isBefore(TIMER_DEADLINE))
                        .go(MAIN, Main.TIMER_PROGRAM)
                        .build(),
                step(Main.TIMER_PROGRAM, "write the count", "the LAPIC timer counts for timer_deadline")
                        .set(COUNTING)
                        .go(MAIN, Main.RUNNING)
                        .build(),
                step(Main.TIMER_RAISE, "TIMER again", "TIMER is raised, as the deadline is over")
                        .set(TIMER)
                        .go(MAIN, Main.RUNNING)
                        .build());
    }

    /** reprogram_timer finds the deadline over, and lets an old count run on, or stops it. */
    static Step reprogramOver(boolean stops) {
        Step.Builder over = step(Main.TIMER_REPROGRAM, "reprogram_timer: over", "the deadline is over")
                .when(Local.all(Local.not(TIMER_DEADLINE.isEqualTo(Moment.ZERO)), TIMER_DEADLINE.isAtMost(NOW)))
                .go(MAIN, Main.TIMER_RAISE);
        return (stops ? over.clear(COUNTING) : over).build();
    }

    /** do_softirq clears the bit before the handler runs. */
    static List<Step> timerSoftirq() {
        return List.of(step(Main.RUNNING, "TIMER softirq begins", "do_softirq clears the bit and calls the handler")
                .when(TIMER.isSet())
                .clear(TIMER)
                .go(MAIN, Main.TIMER_SOFTIRQ)
                .build());
    }

    /** do_softirq clears the bit behind the handler. */
    static List<Step> timerSoftirqClearedLate() {
        return List.of(
                step(Main.RUNNING, "TIMER softirq begins", "do_softirq calls the handler")
                        .when(TIMER.isSet())
                        .go(MAIN, Main.TIMER_SOFTIRQ)
                        .build(),
                step(Main.RUNNING, "TIMER is cleared late", "do_softirq clears the bit, behind the handler")
                        .when(TIMER.isSet())
                        .clear(TIMER)
                        .build());
    }

    /** The idle entry up to the choice of a C-state. */
    static List<Step> entry() {
        return List.of(
                step(Main.RUNNING, "suspend the tick", "csched_tick_suspend: the ticker was not the first timer")
                        .clear(TICKER)
                        .build(),
                step(Main.RUNNING, "cli", "interrupts off, before the last look")
                        .go(MAIN, Main.LOOK)
                        .build(),
                step(Main.LOOK, "look: something", "a softirq is pending: the CPU will not sleep")
                        .when(PENDING)
                        .go(MAIN, Main.TURN_BACK)
                        .build(),
                step(Main.TURN_BACK, "turn back", "interrupts on")
                        .go(MAIN, Main.RUNNING)
                        .build());
    }

    /** The last look, which finds nothing. */
    static Step look(Main next) {
        return step(Main.LOOK, "look: nothing", "no softirq is pending: the CPU is to sleep")
                .when(Plain.not(PENDING))
                .go(MAIN, next)
                .build();
    }

    /** Sleeps in which the LAPIC timer runs on. */
    static List<Step> shallow() {
        return List.of(
                step(Main.SELECT, "falls asleep in C1", "mwait with interrupts off; no interrupt is pending")
                        .when(Plain.not(REQUESTED))
                        .go(MAIN, Main.C1_ASLEEP)
                        .build(),
                step(Main.SELECT, "does not sleep in C1", "an interrupt is pending")
                        .when(REQUESTED)
                        .go(MAIN, Main.C1_AWAKE)
                        .build(),
                step(Main.C1_ASLEEP, "wakes in C1", "an interrupt is pending, and stays so")
                        .when(REQUESTED)
                        .go(MAIN, Main.C1_AWAKE)
                        .build(),
                step(Main.C1_AWAKE, "sti behind C1", "interrupts on")
                        .go(MAIN, Main.RUNNING)
                        .build());
    }

    /** sti;hlt, one step. */
    static Step halt() {
        return step(Main.SELECT, "sti;hlt", "interrupts on and asleep in one step")
                .go(MAIN, Main.HALTED)
                .build();
    }

    /** hpet_broadcast_enter. */
    static List<Step> broadcastEnter() {
        return List.of(
                step(Main.SELECT, "enter: lock", "hpet_broadcast_enter takes ch->lock")
                        .when(CHANNEL_LOCKED.isClear())
                        .set(CHANNEL_LOCKED, true)
                        .name(CHANNEL_HOLDER)
                        .go(MAIN, Main.ENTER_MASK)
                        .build(),
                step(Main.ENTER_MASK, "enter: mask the LAPIC timer", "one that is pending stays pending")
                        .set(LVTT_MASKED)
                        .go(MAIN, Main.ENTER_BIT)
                        .build(),
                step(Main.ENTER_BIT, "enter: set the bit", "cpu_set in ch->cpumask")
                        .set(CPUMASK)
                        .go(MAIN, Main.ENTER_COMPARE)
                        .build(),
                step(Main.ENTER_WRITE, "enter: write next_event", "next_event = timer_deadline")
                        .set(EVENT_SET, true)
                        .set(NEXT_EVENT, TIMER_DEADLINE)
                        .go(MAIN, Main.ENTER_COMPARATOR)
                        .build(),
                step(Main.ENTER_COMPARATOR, "enter: write the comparator", "in time: it will match")
                        .set(ARMED, true)
                        .go(MAIN, Main.ENTER_WROTE)
                        .build(),
                step(Main.ENTER_COMPARATOR, "enter: write the comparator late", "the counter has passed the value")
                        .set(ARMED, false)
                        .go(MAIN, Main.ENTER_MISSED)
                        .build(),
                step(Main.ENTER_WROTE, "enter: written in time", "less has elapsed than was to go")
                        .go(MAIN, Main.ENTER_UNLOCK)
                        .build(),
                step(Main.ENTER_WROTE, "enter: perhaps too late", "too close to tell: written again")
                        .retries()
                        .go(MAIN, Main.ENTER_COMPARATOR)
                        .build(),
                step(Main.ENTER_MISSED, "enter: written too late", "written again, farther ahead")
                        .retries()
                        .go(MAIN, Main.ENTER_COMPARATOR)
                        .build(),
                step(Main.ENTER_UNLOCK, "enter: unlock", "ch->lock is released")
                        .set(CHANNEL_LOCKED, false)
                        .go(MAIN, Main.C3_ENTER)
                        .build());
    }

    /** The sleep in which the LAPIC timer stands still; then the broadcast is left at a place. */
    static List<Step> sleepInC3(Main exit) {
        return List.of(
                step(Main.C3_ENTER, "falls asleep in C3", "no interrupt is pending")
                        .when(Plain.not(REQUESTED))
                        .go(MAIN, Main.C3_ASLEEP)
                        .build(),
                step(Main.C3_ENTER, "does not sleep in C3", "an interrupt is pending")
                        .when(REQUESTED)
                        .go(MAIN, Main.C3_AWAKE)
                        .build(),
                step(Main.C3_ASLEEP, "wakes in C3", "an interrupt is pending, and stays so")
                        .when(REQUESTED)
                        .go(MAIN, Main.C3_AWAKE)
                        .build(),
                step(Main.C3_AWAKE, "sti behind C3", "interrupts on")
                        .go(MAIN, exit)
                        .build());
    }

    /** Is next_event to become the own deadline? Then enter goes on to this place. */
    static List<Step> comparing(Local earlier, Main next) {
        return List.of(
                step(Main.ENTER_COMPARE, "enter: earlier than next_event", "timer_deadline < next_event")
                        .when(earlier)
                        .go(MAIN, next)
                        .build(),
                step(Main.ENTER_COMPARE, "enter: not earlier", "there is an event already that is early enough")
                        .when(Local.not(earlier))
                        .go(MAIN, Main.ENTER_UNLOCK)
                        .build());
    }

    /** hpet_broadcast_exit. */
    static List<Step> exit() {
        return List.of(
                step(Main.EXIT_LOCK, "exit: lock", "hpet_broadcast_exit takes ch->lock, interrupts off")
                        .when(CHANNEL_LOCKED.isClear())
                        .set(CHANNEL_LOCKED, true)
                        .name(CHANNEL_HOLDER)
                        .go(MAIN, Main.EXIT_BIT)
                        .build(),
                step(Main.EXIT_BIT, "exit: clear the bit", "cpu_test_and_clear in ch->cpumask")
                        .clear(CPUMASK)
                        .go(MAIN, Main.EXIT_TURN_OFF)
                        .build(),
                step(Main.EXIT_TURN_OFF, "exit: push the count away", "reprogram_timer(0)")
                        .clear(COUNTING)
                        .go(MAIN, Main.EXIT_UNMASK)
                        .build(),
                step(Main.EXIT_UNMASK, "exit: unmask the LAPIC timer", "LVTT")
                        .clear(LVTT_MASKED)
                        .go(MAIN, Main.EXIT_REPROGRAM)
                        .build(),
                step(Main.EXIT_REPROGRAM, "exit: no deadline", "the count is far away")
                        .when(TIMER_DEADLINE.isEqualTo(Moment.ZERO))
                        .clear(COUNTING)
                        .go(MAIN, Main.EXIT_EMPTY)
                        .build(),
                step(Main.EXIT_REPROGRAM, "exit: deadline ahead", "the deadline lies ahead")
                        .when(NOW.isBefore(TIMER_DEADLINE))
                        .go(MAIN, Main.EXIT_PROGRAM)
                        .build(),
                step(Main.EXIT_PROGRAM, "exit: write the count", "the LAPIC timer counts for timer_deadline")
                        .set(COUNTING)
                        .go(MAIN, Main.EXIT_EMPTY)
                        .build(),
                step(Main.EXIT_RAISE, "exit: raise TIMER", "as the deadline is over")
                        .set(TIMER)
                        .go(MAIN, Main.EXIT_EMPTY)
                        .build(),
                step(Main.EXIT_EMPTY, "exit: others sleep", "the mask is not empty")
                        .when(Fact.somewhere(CPUMASK.isSet()))
                        .go(MAIN, Main.EXIT_UNLOCK)
                        .build(),
                step(Main.EXIT_EMPTY, "exit: no event", "nobody sleeps, and next_event is STIME_MAX already")
                        .when(Fact.nowhere(CPUMASK.isSet()).and(EVENT_SET.isClear()))
                        .go(MAIN, Main.EXIT_UNLOCK)
                        .build(),
                step(Main.EXIT_EMPTY, "exit: nobody sleeps", "the mask is empty, and there is an event")
                        .when(Fact.nowhere(CPUMASK.isSet()).and(EVENT_SET.isSet()))
                        .go(MAIN, Main.EXIT_FORGET)
                        .build(),
                step(Main.EXIT_FORGET, "exit: forget next_event", "next_event = STIME_MAX")
                        .set(EVENT_SET, false)
                        .go(MAIN, Main.EXIT_DISARM)
                        .build(),
                step(Main.EXIT_DISARM, "exit: turn the comparator off", "comparator = 0")
                        .set(ARMED, false)
                        .go(MAIN, Main.EXIT_UNLOCK)
                        .build(),
                step(Main.EXIT_UNLOCK, "exit: unlock", "ch->lock is released, interrupts on")
                        .set(CHANNEL_LOCKED, false)
                        .go(MAIN, Main.RUNNING)
                        .build());
    }

    /** Where the deadline is over, exit goes on to this place. */
    static Step exitOver(Main next) {
        return step(Main.EXIT_REPROGRAM, "exit: deadline over", "reprogram_timer says that the deadline is over")
                .when(Local.all(Local.not(TIMER_DEADLINE.isEqualTo(Moment.ZERO)), TIMER_DEADLINE.isAtMost(NOW)))
                .go(MAIN, next)
                .build();
    }
}
