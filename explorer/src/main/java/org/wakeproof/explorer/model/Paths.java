// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.model;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.explorer.ModelException;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.machine.Violation;

/** Turns paths through the state space into steps, and steps into traces. */
public final class Paths {
    private Paths() {}

    /** Carries the steps out one after the other and notes each operation, fused ones included; changes {@code current}. */
    public static List<TraceStep> trace(Model model, Stepper stepper, PackedState current, List<Integer> steps) {
        List<TraceStep> trace = new ArrayList<>();
        for (int step : steps) {
            if (!stepper.enabled(current, step)) {
                throw new ModelException("step " + (trace.size() + 1) + " of the trace cannot be taken here");
            }
            PackedState target = model.state();
            stepper.observe(
                    current,
                    step,
                    (single, functions, operation, description, isPrivate, after) -> {
                        PackedState copy = model.state();
                        copy.copyFrom(after);
                        trace.add(new TraceStep(single, functions, operation, description, isPrivate, copy));
                    },
                    new Stepper.Sink() {
                        @Override
                        public void successor(PackedState next, int taken) {
                            target.copyFrom(next);
                        }

                        @Override
                        public void violation(int taken, Violation violation) {
                            // The observer has seen it; it can only be the last step.
                        }
                    });
            current.copyFrom(target);
        }
        return trace;
    }
}
