// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Step;

/**
 * A run from the start to a violation, one operation a step.
 *
 * @param steps what happens, in order
 * @param lossIndex how many steps lead to the first state from which the violation cannot be avoided
 *     any more by fairness; all steps where the violation is a state or a step itself
 * @param roundIndex how many steps lead to the round that can go on for ever, with which the trace
 *     ends then; all steps where there is none
 */
public record Trace(List<TraceStep> steps, int lossIndex, int roundIndex) {
    /**
     * One step.
     *
     * @param step its number for {@link Explorer#replay}
     * @param functions the C functions from the outermost to the one that performs it, or the device
     * @param operation what a CPU carried out; null for an interrupt taken, an event, and what broke a rule
     * @param description the operation in words, with the value that it saw
     * @param isPrivate whether nobody else could see or disturb it
     * @param after the state behind it
     */
    public record TraceStep(
            int step,
            String functions,
            @Nullable Operation operation,
            String description,
            boolean isPrivate,
            State after) {
        /** Whether a CPU takes it, rather than a device, the clock or the outside world. */
        public boolean isByCpu() {
            return Step.kind(step) != Step.Kind.EVENT;
        }

        /** Whether it is the taking of an interrupt. */
        public boolean isInterrupt() {
            return Step.kind(step) == Step.Kind.INTERRUPT;
        }

        /** The CPU that takes it. */
        public int cpu() {
            return Step.cpu(step);
        }
    }
}
