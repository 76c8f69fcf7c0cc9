// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.junit;

import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.wakeproof.explorer.ClosedSystem.Subject;
import org.wakeproof.explorer.Trace;
import org.wakeproof.explorer.Trace.TraceStep;

/** Assertions on a lost wake-up. */
public final class LostWakeupAssert extends AbstractAssert<LostWakeupAssert, Exploration> {
    static final String PROPERTY = Subject.NO_LOST_WAKEUP;

    private int because = -1;

    LostWakeupAssert(Exploration actual) {
        super(actual, LostWakeupAssert.class);
    }

    private Trace lostTrace() {
        return actual.result().trace().orElseThrow();
    }

    /** It is this CPU that sleeps. */
    public LostWakeupAssert ofCpu(int cpu) {
        String property = actual.result().property().orElseThrow();
        if (!property.equals(PROPERTY + cpu)) {
            fail("expected that CPU" + cpu + " sleeps, but what is violated is '" + property + "'");
        }
        return this;
    }

    /** The softirq that {@link #pendingWhileAsleep()} speaks of, as {@code Softirq.TIMER}. */
    public LostWakeupAssert because(int softirq) {
        because = softirq;
        return this;
    }

    /** The CPU sleeps while that softirq is pending on it. */
    public LostWakeupAssert pendingWhileAsleep() {
        Subject subject =
                actual.system().subjects().get(actual.result().property().orElseThrow());
        List<TraceStep> steps = lostTrace().steps();
        int pending = steps.get(steps.size() - 1).after().get(subject.pending());
        if (because < 0 || (pending >>> because & 1) == 0) {
            fail("expected softirq " + because + " pending on CPU" + subject.cpu()
                    + " while it sleeps, but its word is " + Integer.toBinaryString(pending));
        }
        return this;
    }

    /** The way to the loss takes at most so many turns: how often somebody else goes on than before. */
    public LostWakeupAssert withTraceNoLongerThan(int turns) {
        int needed = turns(lostTrace());
        if (needed > turns) {
            fail("expected a trace of at most " + turns + " turns, but it takes " + needed);
        }
        return this;
    }

    private static int turns(Trace trace) {
        int turns = 0;
        String last = "";
        for (TraceStep step : trace.steps().subList(0, trace.roundIndex())) {
            String who = step.isByCpu() ? "CPU" + step.cpu() : step.functions();
            if (!who.equals(last)) {
                turns++;
                last = who;
            }
        }
        return turns;
    }

    private void fail(String message) {
        failWithMessage("%s", message + "\n" + actual.verdict() + "\n\n" + actual.trace());
    }
}
