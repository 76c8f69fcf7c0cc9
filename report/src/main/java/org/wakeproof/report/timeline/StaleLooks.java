// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.wakeproof.explorer.Trace;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.Operation.Load;
import org.wakeproof.machine.State;

/**
 * Where the CPU that leads into what is wrong has looked at a word that decides, and somebody has changed the word
 * since. Which words decide is what the property reads.
 */
final class StaleLooks {
    private final Trace trace;
    private final Timeline timeline;

    StaleLooks(Trace trace, Timeline timeline) {
        this.trace = trace;
        this.timeline = timeline;
    }

    /**
     * What was seen and then changed.
     *
     * @param entry the step, from 0, that leads into what is wrong
     * @param wrong what is wrong
     */
    List<Fact> before(int entry, Predicate<State> wrong) {
        List<Fact> facts = new ArrayList<>();
        if (timeline.moments().get(entry).lane() < timeline.cpus()) {
            for (Field field : Reads.of(trace.steps().get(entry).after(), wrong)) {
                look(entry, field, facts);
            }
        }
        return facts;
    }

    private void look(int entry, Field field, List<Fact> facts) {
        int cpu = timeline.moments().get(entry).lane();
        int looked = entry - 1;
        while (looked >= 0 && !isLook(trace.steps().get(looked), cpu, field)) {
            looked--;
        }
        if (looked < 0) {
            return;
        }
        int changed = looked + 1;
        while (changed < entry && !isChange(changed, cpu, field)) {
            changed++;
        }
        if (changed < entry) {
            TraceStep look = trace.steps().get(looked);
            TraceStep change = trace.steps().get(changed);
            facts.add(new Fact(
                    looked,
                    "At step " + (looked + 1) + ", CPU" + cpu + " looks at " + field + " for the last time before step "
                            + (entry + 1) + ": " + look.description().substring("R: ".length()) + Fact.where(look)
                            + "."));
            facts.add(new Fact(
                    changed,
                    "At step " + (changed + 1) + ", "
                            + (change.isByCpu() ? Fact.who(timeline, changed) + ": " : "") + change.description()
                            + (change.isByCpu() ? Fact.where(change) : "") + "."));
        }
    }

    private static boolean isLook(TraceStep step, int cpu, Field field) {
        return step.isByCpu()
                && step.cpu() == cpu
                && step.operation() instanceof Load load
                && load.cell().field() == field
                && !load.cell().isDevice();
    }

    /** Whether somebody else changes it. */
    private boolean isChange(int step, int cpu, Field field) {
        int before = trace.steps().get(step - 1).after().get(field);
        int after = trace.steps().get(step).after().get(field);
        return before != after && timeline.moments().get(step).lane() != cpu;
    }
}
