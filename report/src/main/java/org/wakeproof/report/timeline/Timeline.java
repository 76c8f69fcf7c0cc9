// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Trace;

/**
 * A trace as it is drawn and told.
 *
 * @param lanes those who act: every CPU, then the devices that do something
 * @param variables what a state consists of
 * @param initial the value of each variable at the start
 * @param moments the steps
 * @param messages interrupts sent, and those not sent, by the step
 * @param folding which steps can be left out
 * @param lossIndex as in {@link Trace}
 * @param roundIndex as in {@link Trace}
 */
public record Timeline(
        List<Lane> lanes,
        List<Variable> variables,
        List<String> initial,
        List<Moment> moments,
        List<Message> messages,
        Folding folding,
        int lossIndex,
        int roundIndex) {
    /** The timeline of how a property, if one is named, is violated. */
    public static Timeline of(ClosedSystem system, Trace trace, Optional<String> property) {
        return new TimelineBuilder(system, trace, property).build();
    }

    /** The value of each variable after a step, numbered from 0. */
    public List<String> valuesAfter(int step) {
        List<String> values = new ArrayList<>(initial);
        for (Moment moment : moments.subList(0, step + 1)) {
            moment.changes().forEach(change -> values.set(change.variable(), change.after()));
        }
        return values;
    }

    /** Its steps by the calls in which they are taken. */
    public CallTree callTree() {
        return CallTree.of(this);
    }

    /** How many CPUs there are. */
    public int cpus() {
        return (int) lanes.stream().filter(Lane::isCpu).count();
    }

    /** Who acts in a lane, for a sentence. */
    String actor(int lane) {
        return (lanes.get(lane).isCpu() ? "" : "the ") + lanes.get(lane).name();
    }

    /** The step, from 0, at which a CPU that is asleep at the end fell asleep; -1 if it is not. */
    public int asleepSince(int cpu) {
        int step = moments.size();
        while (step > 0 && moments.get(step - 1).conditions().get(cpu).activity() == Condition.Activity.ASLEEP) {
            step--;
        }
        return step == moments.size() ? -1 : step;
    }

    /** Whether the trace ends with a round that can go on for ever. */
    public boolean hasRound() {
        return roundIndex < moments.size();
    }
}
