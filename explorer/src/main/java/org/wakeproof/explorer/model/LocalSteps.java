// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.model;

import org.wakeproof.explorer.program.Frame;
import org.wakeproof.explorer.program.Program;
import org.wakeproof.machine.Clock;
import org.wakeproof.machine.Cpu;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.Mover;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.Violation;

/**
 * Goes on as long as what a CPU does is nobody else's business: an operation that moves to both sides, that nobody looks at,
 * behind which everybody else can do exactly what they could do before it, the clock included. So whoever acts meanwhile,
 * or could, or waits, might as well have done so before it or behind it, and a run is fair either way. Urgent time is told by
 * whether the CPU can act at all, and it may no longer be able to behind the operation; there nothing is local.
 */
final class LocalSteps extends Fusion {
    private final Program program;
    private final Clock clock;
    private final Cpu cpu;
    /** What the next operation would make of the state. */
    private final PackedState ahead;

    LocalSteps(Model model, Cpu cpu) {
        this.program = model.program;
        this.clock = model.machine.clock();
        this.cpu = cpu;
        this.ahead = model.state();
    }

    @Override
    boolean takesIn(Frame frame, PackedState state) {
        Operation operation = frame.operation();
        return !clock.isUrgent()
                && !frame.isSeen
                && operation.choices() == 1
                && (operation.isPure() || !cpu.interruptsEnabled(state))
                && operation.mover(state, cpu.number()) == Mover.BOTH
                && operation.enabled(state, cpu.number())
                && !isTickAffected(frame, state);
    }

    /**
     * Whether the clock can tick behind it, or waits for samples alone, or for other holders, and did not before, or the other
     * way round: a sample that the CPU holds is forgotten, for which the clock may have waited; or the last time that grows
     * older is stored over, or forgotten. A tick just before that does nothing else, but a run may be fair by it alone, where a
     * tick at any other moment leads out; and a run may be unfair by a moment in which a holder has none.
     */
    private boolean isTickAffected(Frame frame, PackedState state) {
        long held = clock.samplesOf(state, cpu.number());
        boolean ticks = clock.enabled(state);
        boolean waits = clock.waitsForSamples(state);
        if (held == 0 && !ticks && !waits) {
            return false;
        }
        ahead.copyFrom(state);
        try {
            int result = frame.operation().apply(ahead, cpu.number(), 0);
            for (Field field : program.next(frame, result).forgotten()) {
                ahead.set(field, 0);
            }
        } catch (Violation violation) {
            return true;
        }
        return clock.samplesOf(ahead, cpu.number()) != held
                || clock.enabled(ahead) != ticks
                || clock.waitsForSamples(ahead) != waits
                || clock.holders(ahead) != clock.holders(state);
    }
}
