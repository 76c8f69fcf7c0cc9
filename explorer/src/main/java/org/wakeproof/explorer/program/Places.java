// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.program;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.wakeproof.machine.Procedure;

/** Which call stacks are the same place in the code. A handler's is the same whatever it interrupts. */
final class Places {
    /** The plainest first, and the same whichever worker met what first. */
    static final Comparator<Frame> ORDER = Comparator.comparing(Frame::isInInterrupt)
            .thenComparing(frame -> levels(frame, false).size())
            .thenComparing(Frame::functions)
            .thenComparing(frame -> frame.operation().toString())
            .thenComparing(frame -> levels(frame, true).toString());

    /** A level of a call stack: which procedure, how far it has come, and behind which results. */
    private record Level(Procedure procedure, int asked, List<Integer> history) {}

    private Places() {}

    /** A place as one line of code, whatever came before. */
    static Object line(Frame frame) {
        return List.of(frame.operation(), levels(frame, false));
    }

    /** A place with all that came before it. */
    static Object stack(Frame frame) {
        return List.of(frame.operation(), levels(frame, true));
    }

    /** The procedures of a stack, innermost first. */
    static List<Procedure> procedures(Frame frame) {
        return levels(frame, false).stream().map(Level::procedure).toList();
    }

    private static List<Level> levels(Frame frame, boolean withResults) {
        List<Level> levels = new ArrayList<>();
        for (Frame at = frame; at != null && !at.isDone(); at = at.vector == Frame.CALLED ? at.below : null) {
            int[] history = at.activation.history;
            List<Integer> results = new ArrayList<>();
            for (int i = 0; withResults && i < history.length; i++) {
                results.add(history[i]);
            }
            levels.add(new Level(at.activation.procedure, history.length, results));
        }
        return levels;
    }
}
