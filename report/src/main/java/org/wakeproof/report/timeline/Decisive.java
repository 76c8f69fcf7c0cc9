// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wakeproof.explorer.ClosedSystem.Subject;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.Trace;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.Operation;

/** Which steps of a trace matter most: the raise that is lost, the sleep, and the wake-up that is not sent. */
public final class Decisive {
    private final Set<Integer> steps = new HashSet<>();
    private final Map<Integer, String> notes = new HashMap<>();
    private final int lastShown;

    /** Looks for them; the subject is what the violated property speaks of, if that is one CPU. */
    public Decisive(Trace trace, Optional<Subject> subject) {
        subject.ifPresent(of -> mark(trace, of));
        if (subject.isEmpty() && !trace.steps().isEmpty()) {
            steps.add(trace.steps().size() - 1);
        }
        int last = steps.stream().mapToInt(Integer::intValue).max().orElse(-1);
        lastShown = trace.roundIndex() < trace.steps().size() && last >= trace.roundIndex()
                ? last
                : trace.steps().size() - 1;
    }

    /** That of a run that violates nothing: the last step, and the one that wrote what it reads. */
    public static Decisive ofRun(Trace run) {
        Decisive decisive = new Decisive(run, Optional.empty());
        decisive.markWhatIsReadLast(run.steps());
        return decisive;
    }

    private void markWhatIsReadLast(List<TraceStep> all) {
        int last = all.size() - 1;
        if (last < 0 || !(all.get(last).operation() instanceof Operation.Load load)) {
            return;
        }
        Field read = load.cell().field();
        int value = all.get(last).after().get(read);
        int written = last;
        while (written > 0 && all.get(written - 1).after().get(read) == value) {
            written--;
        }
        if (written > 0) {
            steps.add(written);
            notes.put(written, "what the last step reads");
        }
    }

    private void mark(Trace trace, Subject subject) {
        int raised = -1;
        int asleep = -1;
        int before = 0;
        for (int i = 0; i < trace.steps().size(); i++) {
            TraceStep step = trace.steps().get(i);
            int pending = step.after().get(subject.pending());
            if (pending != 0 && before == 0) {
                raised = i;
            }
            before = pending;
            if (step.isByCpu()
                    && step.cpu() == subject.cpu()
                    && step.description().startsWith("falls asleep")) {
                asleep = i;
            }
            boolean elided = step.description().contains(subject.pending().name())
                    && step.description().endsWith("already set");
            if (asleep >= 0 && i > asleep && elided) {
                steps.add(i);
                notes.put(i, "the bit is set already, so no interrupt is sent to CPU" + subject.cpu());
            }
        }
        if (raised >= 0 && before != 0) {
            steps.add(raised);
            notes.put(raised, "CPU" + subject.cpu() + " has work pending from here on");
        }
        if (asleep >= 0) {
            steps.add(asleep);
        }
        if (trace.roundIndex() < trace.steps().size()) {
            notes.merge(
                    trace.roundIndex() - 1,
                    "what follows can go on like this for ever"
                            + (subject.isWakeup() ? ", and never wakes CPU" + subject.cpu() : ""),
                    (a, b) -> a + "; " + b);
        }
        if (trace.lossIndex() > 0) {
            steps.add(trace.lossIndex() - 1);
            notes.merge(trace.lossIndex() - 1, loss(subject), (a, b) -> a + "; " + b);
        }
    }

    private static String loss(Subject subject) {
        if (subject.isWakeup()) {
            return "from here on the wake-up can be lost for good";
        }
        return subject.property() instanceof Property.Leaves
                ? "from here on '" + subject.property().name() + "' can be violated for good"
                : "here '" + subject.property().name() + "' is violated";
    }

    /** The last step worth showing: of a round that goes on for ever, nothing behind its last decisive step. */
    public int lastShown() {
        return lastShown;
    }

    /** Whether the step with this number, from 0, is one of them. */
    public boolean is(int step) {
        return steps.contains(step);
    }

    /** What is to be said about the step with this number, from 0. */
    public Optional<String> note(int step) {
        return Optional.ofNullable(notes.get(step));
    }
}
