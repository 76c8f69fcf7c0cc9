// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.idle;

import static org.wakeproof.prove.idle.Cells.*;
import static org.wakeproof.prove.idle.WakeStages.*;
import static org.wakeproof.prove.logic.Local.all;

import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.wakeproof.prove.logic.Fact;
import org.wakeproof.prove.logic.Helper;
import org.wakeproof.prove.logic.Plain;
import org.wakeproof.prove.logic.Progress;
import org.wakeproof.prove.logic.Response;
import org.wakeproof.prove.logic.Stage;
import org.wakeproof.prove.logic.Visit;

/**
 * That a CPU which sleeps with work wakes on a machine without a HPET, in stages. The PIT's handler visits the mask with
 * interrupts on: what comes on top adds nobody to those that it still has to raise or to interrupt.
 */
final class PitResponse {
    private static final Progress VISIT = new Progress.WhileVisiting();
    private static final Helper AT_BROADCAST = cpu(HANDLER.at(Handler.BROADCAST));

    private PitResponse() {}

    static Response response() {
        return new Response(
                NAME,
                WORDS,
                MAIN.in(Main.ASLEEP),
                WORK,
                Stream.of(told(), handler(), doIrq("PIT", pending()), List.of(silent()))
                        .flatMap(List::stream)
                        .toList(),
                NOW,
                INTERRUPTIBLE,
                REQUESTED,
                List.of(DESCRIPTOR_HOLDER),
                new Visit(
                        HANDLER.at(Handler.BROADCAST),
                        List.of(PIT_READ.isSet(), RAISED.isSet()),
                        PitSteps.BROADCASTING,
                        ON_TOP),
                List.of(
                        "a CPU that can go on does; one that waits for a lock which is free again and again gets it, and the "
                                + "PIT's handler goes on, whatever interrupts it in between",
                        INTERRUPTS_ARE_TAKEN,
                        RAISERS_PAY,
                        "the PIT interrupts some CPU again and again, and a LAPIC timer that counts fires; how late is not "
                                + "said"));
    }

    /** The CPU has been told, is about to be, or its own timer will. */
    private static List<Stage> told() {
        return List.of(
                interruptPending("PIT"),
                ipiOwed(),
                raisedByHandler(AT_BROADCAST, VISIT),
                timerChanged(),
                lapicTimerCounts(Plain.constant(true)));
    }

    /** The PIT's handler is to raise TIMER on the CPU. */
    private static List<Stage> handler() {
        return List.of(
                new Stage(
                        "read from the mask",
                        "The handler has read that the CPU is in the mask, and raises TIMER on it",
                        all(WAITS, PIT_READ.isSet()),
                        AT_BROADCAST,
                        VISIT),
                new Stage(
                        "before the mask is read",
                        "The handler has been called",
                        WAITS,
                        cpu(HANDLER.at(Handler.ENTRY)),
                        new Progress.WhereNothingRunsOnTop("PIT: read the mask", ON_TOP)));
    }

    /** IRQ_PENDING is set while the handler is in its loop. */
    private static Stage pending() {
        return new Stage(
                "pending",
                "IRQ_PENDING is set, and the CPU of IRQ_INPROGRESS goes through what it has read of the mask",
                all(WAITS, IRQ_PENDING.isSet()),
                AT_BROADCAST,
                VISIT);
    }

    /** Nothing is on its way to the handler. */
    private static Stage silent() {
        return new Stage(
                "until the PIT's next interrupt",
                "The handler has not read that the CPU is in the mask, and nothing is on its way that has it do so",
                all(WAITS, PIT_MASK.isSet(), PIT_READ.isClear(), Fact.not(isOnItsWay())),
                DEVICE,
                new Progress.Always(List.of("PIT interrupts a CPU")));
    }

    private static Fact isOnItsWay() {
        Plain before = HANDLER.in(EnumSet.of(Handler.BEGIN, Handler.HAND_OVER, Handler.ENTRY));
        return Fact.somewhere(HPET.isSet().or(TOP.in(Top.SURE_TO_PEND)).or(before))
                .or(IRQ_PENDING.isSet());
    }
}
