// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.idle;

import static org.wakeproof.prove.idle.Cells.*;
import static org.wakeproof.prove.logic.Local.all;
import static org.wakeproof.prove.logic.Local.any;

import java.util.EnumSet;
import java.util.List;
import org.wakeproof.prove.logic.CpuVariable;
import org.wakeproof.prove.logic.Helper;
import org.wakeproof.prove.logic.Local;
import org.wakeproof.prove.logic.Moment;
import org.wakeproof.prove.logic.Plain;
import org.wakeproof.prove.logic.Progress;
import org.wakeproof.prove.logic.Stage;

/** What sleeping with work is, and the stages of a wake-up that are the same whatever device wakes CPUs. */
final class WakeStages {
    static final Local ANY = Plain.constant(true);
    static final Plain ON_TOP = Plain.not(TOP.at(Top.NONE));
    static final Helper ITSELF = new Helper.Itself();
    static final Helper DEVICE = new Helper.Device();
    static final Progress STRETCH = new Progress.WhileInterruptsAreOff();

    private static final Local DEADLINE_OVER = all(Moment.ZERO.isBefore(TIMER_DEADLINE), TIMER_DEADLINE.isAtMost(NOW));
    /** It sleeps, its LAPIC timer stands still, and its deadline is over. */
    static final Local WAITS = all(MAIN.at(Main.C3_ASLEEP), DEADLINE_OVER);

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

    private WakeStages() {}

    static Helper cpu(Local is) {
        return new Helper.SomeCpu(is);
    }

    static Progress waiting(String step, CpuVariable lock, Plain onTop) {
        return new Progress.WhereFree(step, lock, onTop);
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

    static Stage raisedByHandler(Helper handler, Progress progress) {
        return new Stage(
                "raised by the handler",
                "The handler has flipped TIMER, and interrupts the CPU when it is through with the mask",
                RAISED.isSet(),
                handler,
                progress);
    }

    /**
     * An interrupt of the device is on its way to its handler.
     *
     * @param pending the stage in which IRQ_PENDING is set, and the handler has looked at the mask already
     */
    static List<Stage> doIrq(String device, Stage pending) {
        return List.of(
                toBeCalled(),
                new Stage(
                        "pending, waits for desc->lock",
                        "IRQ_PENDING is set, and the CPU of IRQ_INPROGRESS is back from the handler",
                        all(WAITS, IRQ_PENDING.isSet()),
                        cpu(HANDLER.at(Handler.LEAVE)),
                        waiting("do_IRQ: lock again", DESCRIPTOR_HOLDER, ON_TOP)),
                pending,
                new Stage("do_IRQ", "do_IRQ is about to set IRQ_PENDING", WAITS, cpu(TOP.at(Top.IRQ_PEND)), STRETCH),
                new Stage(
                        "do_IRQ waits for desc->lock",
                        "A CPU has taken the " + device + "'s interrupt",
                        WAITS,
                        cpu(TOP.at(Top.IRQ_LOCK)),
                        waiting("do_IRQ: lock", DESCRIPTOR_HOLDER, Plain.constant(false))),
                inIrr(device));
    }

    private static Stage toBeCalled() {
        Local willCall = any(
                HANDLER.in(EnumSet.of(Handler.BEGIN, Handler.HAND_OVER)),
                all(HANDLER.at(Handler.ROUND), IRQ_PENDING.isSet()));
        return new Stage(
                "to be called",
                "do_IRQ is about to call the handler",
                WAITS,
                cpu(all(DESCRIPTOR_LOCKED.isSet(), DESCRIPTOR_HOLDER.isThis(), willCall)),
                STRETCH);
    }

    private static Stage inIrr(String device) {
        return new Stage(
                device + " in an IRR",
                "The " + device + "'s interrupt is pending at a CPU",
                WAITS,
                cpu(HPET.isSet()),
                new Progress.WhereInterruptible(List.of(
                        "takes the " + device + "'s interrupt", "takes the " + device + "'s interrupt in hlt")));
    }
}
