// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.refinement;

import static org.wakeproof.prove.refinement.Calls.find;

import java.util.List;
import org.wakeproof.explorer.Unreduced.Call;
import org.wakeproof.prove.idle.Handler;

/**
 * What a handler that raises softirqs has found so far.
 *
 * @param scanned CPUs that it has looked at
 * @param expired those among them that it has not raised yet
 * @param raised those that it has raised and is to interrupt
 */
record Scan(int scanned, int expired, int raised) {
    /** Flips a bit of another CPU, and interrupts it then. */
    static final String RAISE = "cpu_raise_softirq";

    /** Flips a bit of several CPUs, one after the other, and interrupts all of them then. */
    static final String RAISE_ALL = "cpumask_raise_softirq";

    /** That of a context at {@link Handler#SCAN}. */
    static Scan read(List<Call> context, int cpu, int cpumask) {
        Call finding = find(context, "find expired events");
        if (finding != null) {
            return finding(finding);
        }
        Call broadcast = find(context, HandlerPlaces.BROADCAST);
        if (broadcast.results().size() < 4) {
            throw new Calls.Unmapped("no scan", context);
        }
        int expired = broadcast.results().get(3);
        boolean isOwnDone = broadcast.results().size() > 4;
        Call raising = find(context, RAISE_ALL);
        if (raising == null) {
            boolean isRaised = broadcast.results().size() > ((expired >>> cpu & 1) != 0 ? 5 : 4);
            int others = expired & ~(1 << cpu);
            int own = isOwnDone ? 0 : expired & 1 << cpu;
            return new Scan(cpumask, isRaised ? 0 : own | others, 0);
        }
        return raising(raising, cpumask);
    }

    /** What cpumask_raise_softirq has not raised yet, and what it has and is to interrupt. */
    static Scan raising(Call raising, int scanned) {
        int left = raising.arguments().get(0);
        int raised = 0;
        for (int answer : raising.results()) {
            int first = Integer.numberOfTrailingZeros(left);
            if (first < Integer.SIZE) {
                left &= ~(1 << first);
                raised |= answer == 0 ? 1 << first : 0;
            }
        }
        return new Scan(scanned, left, raised);
    }

    private static Scan finding(Call finding) {
        int scanned = 0;
        int expired = 0;
        List<Integer> results = finding.results();
        int mask = results.isEmpty() ? 0 : results.get(0);
        int at = 1;
        for (int cpu = 0; cpu < Integer.SIZE && at < results.size(); cpu++) {
            if ((mask >>> cpu & 1) == 0) {
                continue;
            }
            // Comparisons answer 0 for before, 1 for equal, 2 for after.
            if (results.get(at++) <= 1) {
                scanned |= 1 << cpu;
                expired |= 1 << cpu;
            } else if (at < results.size()) {
                boolean isEarliest = results.get(at++) == 0;
                if (!isEarliest || at++ < results.size()) {
                    scanned |= 1 << cpu;
                }
            }
        }
        return new Scan(scanned, expired, 0);
    }
}
