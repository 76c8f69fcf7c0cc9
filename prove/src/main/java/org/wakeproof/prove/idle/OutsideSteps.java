// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.idle;

import static org.wakeproof.prove.idle.Cells.*;

import java.util.List;
import org.wakeproof.prove.logic.Agent;
import org.wakeproof.prove.logic.Local;
import org.wakeproof.prove.logic.Moment;
import org.wakeproof.prove.logic.Step;

/** The steps of devices, the clock, and raisers, who are any number of contexts on any CPUs. */
final class OutsideSteps {
    private OutsideSteps() {}

    /** The clock. */
    static Step clock() {
        return Step.named("time passes", "the clock goes on, as far as it likes")
                .when(NOW.isBefore(Moment.CHOSEN))
                .set(NOW, Moment.CHOSEN)
                .by(Agent.OUTSIDE)
                .build();
    }

    /** The LAPIC timers. */
    static List<Step> lapicTimers() {
        return List.of(
                Step.named("LAPIC timer fires", "its count has run out, and it is not masked")
                        .when(COUNTING.isSet().and(LVTT_MASKED.isClear()))
                        .clear(COUNTING)
                        .set(LOCAL_TIMER)
                        .by(Agent.DEVICE)
                        .build(),
                Step.named("LAPIC timer fires masked", "its count has run out for nothing")
                        .when(COUNTING.isSet().and(LVTT_MASKED.isSet()))
                        .clear(COUNTING)
                        .by(Agent.DEVICE)
                        .build());
    }

    /** The HPET's comparator and its interrupt. */
    static List<Step> hpet() {
        return List.of(
                Step.named("comparator matches", "and latches")
                        .when(ARMED.isSet())
                        .set(ARMED, false)
                        .set(SIGNALLED, true)
                        .by(Agent.DEVICE)
                        .build(),
                Step.named("HPET interrupts a CPU", "any CPU: the routing is left open")
                        .when(SIGNALLED.isSet())
                        .set(SIGNALLED, false)
                        .set(HPET)
                        .by(Agent.DEVICE)
                        .build());
    }

    /** Those who change timers or raise softirqs from elsewhere, and interrupts for other reasons. */
    static List<Step> raisers() {
        return List.of(
                Step.named("another interrupt", "of a device, or an IPI for another reason")
                        .set(EVENT_CHECK)
                        .by(Agent.OUTSIDE)
                        .build(),
                Step.named("remote first timer earlier", "set_timer of a timer of another CPU that is its first now")
                        .when(Local.all(
                                Moment.ZERO.isBefore(Moment.CHOSEN),
                                Local.any(FIRST_TIMER.isEqualTo(Moment.ZERO), Moment.CHOSEN.isBefore(FIRST_TIMER))))
                        .set(FIRST_TIMER, Moment.CHOSEN)
                        .owes(TIMER_RAISE, true)
                        .by(Agent.OUTSIDE)
                        .build(),
                Step.named("remote first timer later", "stop_timer or set_timer of the first timer of another CPU")
                        .when(Local.any(
                                Moment.CHOSEN.isEqualTo(Moment.ZERO),
                                Local.all(Moment.ZERO.isBefore(FIRST_TIMER), FIRST_TIMER.isBefore(Moment.CHOSEN))))
                        .set(FIRST_TIMER, Moment.CHOSEN)
                        .owes(TIMER_RAISE, true)
                        .by(Agent.OUTSIDE)
                        .build(),
                Step.named("remote timer: raise TIMER", "test_and_set_bit has found 0")
                        .owing(TIMER_RAISE)
                        .when(TIMER.isClear())
                        .set(TIMER)
                        .owes(TIMER_RAISE, false)
                        .owes(IPI, true)
                        .by(Agent.RAISER)
                        .build(),
                Step.named("remote timer: TIMER is raised already", "test_and_set_bit has found 1: no IPI")
                        .owing(TIMER_RAISE)
                        .when(TIMER.isSet())
                        .owes(TIMER_RAISE, false)
                        .by(Agent.RAISER)
                        .build(),
                Step.named("remote raise of TIMER", "cpu_raise_softirq: test_and_set_bit has found 0")
                        .when(TIMER.isClear())
                        .set(TIMER)
                        .owes(IPI, true)
                        .by(Agent.OUTSIDE)
                        .build(),
                Step.named(
                                "remote raise of another",
                                "the same with another softirq; others of them may be set already")
                        .set(OTHERS)
                        .owes(IPI, true)
                        .by(Agent.OUTSIDE)
                        .build(),
                Step.named("IPI", "the raiser interrupts the CPU that it has raised a softirq on")
                        .owing(IPI)
                        .owes(IPI, false)
                        .set(EVENT_CHECK)
                        .by(Agent.RAISER)
                        .build());
    }
}
