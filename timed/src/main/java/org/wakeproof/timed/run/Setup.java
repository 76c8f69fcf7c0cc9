// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.run;

import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import org.wakeproof.machine.Procedure;

/**
 * How a machine is run in real units.
 *
 * @param costs what operations take
 * @param cStates how long it takes to enter and leave C-states
 * @param deciders who decides a choice, by what it is of
 * @param sources what the outside world does
 * @param start the time at the start, in nanoseconds; above 0, as time 0 is special
 * @param bootOffset by CPU, how much later than the start it begins
 * @param observer is told what happens
 * @param watched the procedures whose calls the observer is told
 * @param recorded whether the observer is told each step
 * @param durations what calls of procedures take beyond their operations, in nanoseconds
 * @param ipiLoss which inter-processor interrupts do not arrive
 */
public record Setup(
        Costs costs,
        CStateTimes cStates,
        Map<String, Decider> deciders,
        List<Source> sources,
        long start,
        IntToLongFunction bootOffset,
        Observer observer,
        List<Procedure> watched,
        boolean recorded,
        Map<Procedure, Long> durations,
        IpiLoss ipiLoss) {
    /** One in which calls take no time of their own, and all interrupts arrive. */
    public Setup(
            Costs costs,
            CStateTimes cStates,
            Map<String, Decider> deciders,
            List<Source> sources,
            long start,
            IntToLongFunction bootOffset,
            Observer observer,
            List<Procedure> watched,
            boolean recorded) {
        this(costs, cStates, deciders, sources, start, bootOffset, observer, watched, recorded, Map.of(), IpiLoss.NONE);
    }

    /** Tells the observer of a step, where it wants to be told each. */
    void record(int step, long time) {
        if (recorded) {
            observer.steps(step, time);
        }
    }
}
