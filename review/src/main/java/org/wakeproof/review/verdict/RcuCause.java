// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.wakeproof.explorer.Trace;
import org.wakeproof.machine.Field;
import org.wakeproof.review.verdict.Cause.Kind;

/** What of the handler led RCU astray: what it told it of its CPU, and when. */
final class RcuCause {
    private static final String IDLE_CPUMASK = "rcu_ctrlblk.idle_cpumask";

    private final HandlerSteps steps;
    private final Field idleCpumask;

    private RcuCause(Finding finding, Trace trace) {
        this.idleCpumask = HandlerSteps.field(finding, IDLE_CPUMASK).orElseThrow();
        // Only one CPU runs the handler.
        this.steps = IntStream.range(0, finding.system().machine().cpuCount())
                .mapToObj(cpu -> new HandlerSteps(finding, trace, cpu))
                .filter(each -> each.last(each.count() - 1, each::isInside) >= 0)
                .findFirst()
                .orElse(new HandlerSteps(finding, trace, 0));
    }

    /** Whether there is RCU in the system. */
    static boolean isAskedIn(Finding finding) {
        return HandlerSteps.field(finding, IDLE_CPUMASK).isPresent();
    }

    /** The causes in a trace, in its order. */
    static List<Cause> of(Finding finding, Trace trace) {
        return new RcuCause(finding, trace).causes();
    }

    private List<Cause> causes() {
        int end = steps.count() - 1;
        int told = steps.last(end, this::isTold);
        if (end < 0 || !steps.isAsleep(end)) {
            return told < 0 ? List.of() : List.of(steps.cause(Kind.STAYS_IDLE_FOR_RCU, told));
        }
        int sleep = steps.last(end, steps::fallsAsleep);
        if (sleep < 0) {
            return List.of();
        }
        // A look behind that, as mwait_idle_with_hints has one, sees nothing of what RCU waits for.
        int asked = steps.last(sleep, this::looksBehindRcu);
        boolean hasAsked = asked >= steps.start(sleep);
        int look = hasAsked ? asked : steps.last(sleep, this::looks);
        boolean hasLooked = look >= steps.start(sleep);
        boolean isLate = told > look;
        List<Cause> causes = new ArrayList<>();
        if (hasLooked) {
            boolean isDeaf = isKnown(sleep) && !isLate && !hasAsked && !asks(sleep);
            causes.add(steps.cause(isDeaf ? Kind.DOES_NOT_ASK_RCU : Kind.LAST_LOOK, look));
        }
        if (!isKnown(sleep)) {
            causes.add(steps.cause(Kind.NEVER_TELLS_RCU, sleep));
        } else if (isLate) {
            causes.add(steps.cause(Kind.TELLS_RCU_LATE, told));
        }
        return causes;
    }

    /** Whether RCU knows there that the CPU idles. */
    private boolean isKnown(int step) {
        return (steps.value(step, idleCpumask) & 1 << steps.cpu()) != 0;
    }

    private boolean isTold(int step) {
        return step > 0 && steps.isInside(step) && steps.added(step, idleCpumask) != 0;
    }

    private boolean looks(int step) {
        return steps.isInside(step) && steps.what(step).startsWith("R: softirq_pending[") && !steps.isOn(step);
    }

    /** Whether it has asked RCU in the round that leads to a sleep. */
    private boolean asks(int sleep) {
        return steps.last(sleep, step -> steps.isInside(step) && steps.isIn(step, "rcu_needs_cpu"))
                >= steps.start(sleep);
    }

    /** Whether it is the look of a cpu_is_haltable, which has asked RCU right before. */
    private boolean looksBehindRcu(int step) {
        int before = steps.last(step - 1, steps::isOwn);
        return looks(step) && before >= 0 && steps.isIn(before, "rcu_needs_cpu");
    }
}
