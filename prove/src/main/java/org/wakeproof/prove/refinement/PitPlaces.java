// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.refinement;

import java.util.List;
import java.util.Optional;
import org.wakeproof.explorer.Unreduced.Call;
import org.wakeproof.machine.AtomicOperation.AtomicUpdate;
import org.wakeproof.machine.CpuOperation.SetInterruptFlag;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.Operation.Load;
import org.wakeproof.machine.TimeOperation.StoreTime;
import org.wakeproof.machine.TimeOperation.TimeSinceNow;
import org.wakeproof.prove.idle.Handler;
import org.wakeproof.prove.idle.Main;

/** The places that only a machine without a HPET has: pit_broadcast_enter and exit, and the handler of the PIT. */
final class PitPlaces {
    static final String DEVICE = "timer (IRQ0)";
    static final String INTERRUPT = "irq " + DEVICE;

    static final String BROADCAST = "smp_send_timer_broadcast_ipi";
    /** The handler has been called, and is back. */
    private static final int CALLED = 5;

    private PitPlaces() {}

    /** Whether a handler's context is of the PIT. */
    static boolean isIts(List<Call> context) {
        return context.get(0).procedure().equals(INTERRUPT);
    }

    /** The place in the sleep where that is the broadcast's; nothing elsewhere. */
    static Optional<Main> main(Call sleep, Operation next) {
        if (next instanceof AtomicUpdate update && update.cell().name().equals("pit_broadcast_mask")) {
            return Optional.of(sleep.results().isEmpty() ? Main.SELECT : Main.PIT_EXIT);
        } else if (next instanceof TimeSinceNow) {
            return Optional.of(Main.PIT_REPROGRAM);
        } else if (next instanceof StoreTime) {
            int expire = sleep.results().get(sleep.results().size() - 1);
            boolean isAhead = expire > 0 && expire != Integer.MAX_VALUE;
            return Optional.of(isAhead ? Main.PIT_PROGRAM : Main.PIT_REPROGRAM);
        }
        return Optional.empty();
    }

    /** The place in the handler; nothing before it is called and behind it. */
    static Optional<Handler> handler(List<Call> context, Operation next) {
        if (context.stream().anyMatch(call -> call.procedure().equals(BROADCAST))) {
            return Optional.of(next instanceof Load ? Handler.ENTRY : Handler.BROADCAST);
        }
        int done = context.get(context.size() - 1).results().size();
        boolean isInRound = context.size() > 1;
        if (isInRound && done >= CALLED) {
            return next instanceof SetInterruptFlag ? Optional.of(Handler.BROADCAST) : Optional.empty();
        }
        return Optional.empty();
    }

    /** Whom the handler has read from the mask and not raised yet, and whom it has raised and owes an IPI. */
    static Scan read(List<Call> context, int cpu) {
        Call broadcast = find(context, BROADCAST);
        if (broadcast == null) {
            return new Scan(0, 0, 0);
        }
        List<Integer> results = broadcast.results();
        int mask = results.get(0) & results.get(1);
        Call raising = find(context, Scan.RAISE_ALL);
        if (raising == null) {
            return new Scan(0, mask & (results.size() > 2 ? ~(1 << cpu) : -1), 0);
        }
        return Scan.raising(raising, 0);
    }

    private static Call find(List<Call> stack, String procedure) {
        return stack.stream()
                .filter(call -> call.procedure().equals(procedure))
                .findFirst()
                .orElse(null);
    }
}
