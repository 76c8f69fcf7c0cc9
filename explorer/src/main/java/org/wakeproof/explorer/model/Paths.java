// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.wakeproof.explorer.ModelException;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.machine.Violation;

/** Turns paths through the state space into steps, and steps into traces. */
public final class Paths {
    private Paths() {}

    /** The first step that leads from each state to the next. */
    public static List<Integer> steps(Model model, List<long[]> states) {
        Stepper stepper = model.stepperAhead();
        PackedState current = model.state();
        List<Integer> steps = new ArrayList<>();
        for (int i = 1; i < states.size(); i++) {
            long[] wanted = states.get(i);
            System.arraycopy(states.get(i - 1), 0, current.words, 0, current.words.length);
            int[] found = {-1};
            stepper.expand(current, new Stepper.Sink() {
                @Override
                public void successor(PackedState next, int step) {
                    if (found[0] < 0 && Arrays.equals(next.words, wanted)) {
                        found[0] = step;
                    }
                }

                @Override
                public void violation(int step, Violation violation) {
                    // Not the way to a state.
                }
            });
            steps.add(found[0]);
        }
        return steps;
    }

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
