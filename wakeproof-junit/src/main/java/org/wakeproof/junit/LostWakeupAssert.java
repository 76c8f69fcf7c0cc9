// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.junit;

import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractAssert;
import org.wakeproof.explorer.ClosedSystem.Subject;
import org.wakeproof.explorer.Property.Leaves;
import org.wakeproof.explorer.Trace;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.machine.Machine;

/** Assertions on a lost wake-up. */
public final class LostWakeupAssert extends AbstractAssert<LostWakeupAssert, Exploration> {

    private int because = -1;

    LostWakeupAssert(Exploration actual) {
        super(actual, LostWakeupAssert.class);
    }

    /** The CPUs that sleep for ever; none where what is violated is no wake-up. */
    static List<Integer> sleepers(Exploration loss) {
        String violated = loss.result().property().orElse("");
        Subject subject = loss.system().subjects().get(violated);
        if (subject != null) {
            return subject.isWakeup() ? List.of(subject.cpu()) : List.of();
        }
        boolean isStay = loss.system().properties().stream()
                .anyMatch(property ->
                        property instanceof Leaves && property.name().equals(violated));
        return isStay && loss.scenario().equals(OwnMachine.NAME)
                ? asleepThroughout(
                        loss.system().machine(), loss.result().trace().orElseThrow())
                : List.of();
    }

    private static List<Integer> asleepThroughout(Machine machine, Trace trace) {
        List<TraceStep> lost = trace.steps()
                .subList(Math.max(0, trace.lossIndex() - 1), trace.steps().size());
        return IntStream.range(0, machine.cpuCount())
                .filter(cpu -> lost.stream().allMatch(step -> machine.cpu(cpu).isAsleep(step.after())))
                .boxed()
                .toList();
    }

    private Trace lostTrace() {
        return actual.result().trace().orElseThrow();
    }

    /** It is this CPU that sleeps. */
    public LostWakeupAssert ofCpu(int cpu) {
        if (!sleepers(actual).contains(cpu)) {
            fail("expected that CPU" + cpu + " sleeps, but what is violated is '"
                    + actual.result().property().orElseThrow() + "'");
        }
        return this;
    }

    /** The softirq that {@link #pendingWhileAsleep()} speaks of, as {@code Softirq.TIMER}. */
    public LostWakeupAssert because(int softirq) {
        because = softirq;
        return this;
    }

    /** The CPU sleeps while that softirq is pending on it; only Xen's CPUs have softirqs. */
    public LostWakeupAssert pendingWhileAsleep() {
        Subject subject =
                actual.system().subjects().get(actual.result().property().orElseThrow());
        if (subject == null) {
            fail("because() and pendingWhileAsleep() ask for a softirq of Xen's, and a machine of one's own has none");
        }
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
