// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.refinement;

import static org.wakeproof.prove.refinement.Calls.NEXT_EVENT;
import static org.wakeproof.prove.refinement.Calls.ROUND;
import static org.wakeproof.prove.refinement.Calls.find;
import static org.wakeproof.prove.refinement.Calls.has;
import static org.wakeproof.prove.refinement.Calls.innermost;
import static org.wakeproof.prove.refinement.Calls.isWritten;
import static org.wakeproof.prove.refinement.Calls.next;

import java.util.List;
import java.util.Set;
import org.wakeproof.explorer.Unreduced.Call;
import org.wakeproof.machine.AtomicOperation.AtomicUpdate;
import org.wakeproof.machine.CpuOperation.SetInterruptFlag;
import org.wakeproof.machine.LockOperation.Acquire;
import org.wakeproof.machine.LockOperation.Release;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.Operation.Load;
import org.wakeproof.machine.Operation.Store;
import org.wakeproof.machine.TimeOperation.LoadTime;
import org.wakeproof.machine.TimeOperation.StoreTime;
import org.wakeproof.prove.idle.Handler;
import org.wakeproof.prove.idle.Top;

/** Which place of the handlers of the HPET, the PIT and the LAPIC timer an interrupted CPU of the ports is at. */
final class HandlerPlaces {
    static final String BROADCAST = "handle_hpet_broadcast";

    /** The interrupts that wake CPUs whose LAPIC timer stands still. */
    private static final Set<String> DEVICES = Set.of("irq HPET", PitPlaces.INTERRUPT);

    private HandlerPlaces() {}

    /** Whether the handler of the HPET or of the PIT is in its loop over the mask, somewhere on a CPU. */
    static boolean isBroadcasting(List<Call> stack) {
        return has(stack, BROADCAST) || has(stack, PitPlaces.BROADCAST);
    }

    /** Whether a handler's context is the part of do_IRQ that one CPU at a time is in, or behind it. */
    static boolean isInHandler(List<Call> context) {
        return DEVICES.contains(context.get(0).procedure())
                && (has(context, ROUND)
                        || context.get(0).results().size() >= 4
                        || context.get(0).results().size() == 3 && next(context) instanceof Store);
    }

    /** The place of a handler's context that {@link #isInHandler}. */
    static Handler handler(List<Call> stack) {
        if (has(stack, BROADCAST)) {
            return broadcast(stack);
        }
        Operation next = next(stack);
        if (PitPlaces.isIts(stack)) {
            return PitPlaces.handler(stack, next).orElseGet(() -> doIrq(stack, next));
        }
        return doIrq(stack, next);
    }

    private static Handler doIrq(List<Call> stack, Operation next) {
        if (!has(stack, ROUND)) {
            if (next instanceof Store) {
                return stack.get(0).results().size() == 3 ? Handler.BEGIN : Handler.DONE;
            }
            return next instanceof Load ? Handler.DONE : next instanceof Release ? Handler.OUT : Handler.NONE;
        }
        int done = find(stack, ROUND).results().size();
        if (next instanceof Load || next instanceof Store) {
            return Handler.ROUND;
        } else if (next instanceof Release) {
            return done == 2 ? Handler.HAND_OVER : Handler.UNLOCK;
        } else if (next instanceof SetInterruptFlag || next instanceof Acquire) {
            return done <= 5 ? Handler.ENTRY : Handler.LEAVE;
        }
        throw new Calls.Unmapped("no place of do_IRQ", stack);
    }

    private static Handler broadcast(List<Call> stack) {
        Call broadcast = find(stack, BROADCAST);
        if (has(stack, NEXT_EVENT)) {
            return isWritten(stack) ? Handler.WROTE : Handler.COMPARATOR;
        } else if (has(stack, "reprogram_hpet_evt_channel")) {
            return Handler.REARM;
        }
        int done = broadcast.results().size();
        if (done < 3) {
            return done == 0 ? Handler.FORGET : done == 1 ? Handler.LOCAL : Handler.SAMPLE;
        }
        return innermost(stack) == broadcast && (next(stack) instanceof LoadTime || next(stack) instanceof StoreTime)
                ? Handler.REARM
                : Handler.SCAN;
    }

    /** The place of a handler's context that is not {@link #isInHandler}. */
    static Top top(List<Call> context) {
        String handler = context.get(0).procedure();
        Operation next = next(context);
        switch (handler) {
            case "irq event check", "irq device":
                return Top.NONE;
            case "irq local timer":
                return next instanceof AtomicUpdate ? Top.LAPIC : Top.NONE;
            case "irq HPET", PitPlaces.INTERRUPT:
                if (next instanceof Acquire) {
                    return Top.IRQ_LOCK;
                }
                return next instanceof Release
                        ? Top.IRQ_OUT
                        : next instanceof Load || next instanceof Store ? Top.IRQ_PEND : Top.NONE;
            default:
                throw new Calls.Unmapped("no place of interrupts", context);
        }
    }
}
