// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.pathfinder;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.wakeproof.explorer.Verdict;

/**
 * What one engine says of a scenario.
 *
 * @param verdict how the search ended
 * @param property the violated property, if one is
 * @param explanation what is violated, or why there is no verdict
 * @param outcomes what the CPUs look like wherever nothing can move any more
 * @param steps the way to the violation, as {@link org.wakeproof.machine.Step} numbers steps; may be empty
 * @param states stored states
 * @param seconds of search
 */
public record Opinion(
        Verdict verdict,
        Optional<String> property,
        String explanation,
        SortedSet<String> outcomes,
        List<Integer> steps,
        long states,
        double seconds) {
    /** Stored states a second. */
    public double rate() {
        return states / Math.max(seconds, 1e-3);
    }

    /** The same, for a comparison of verdicts alone. */
    Opinion withoutOutcomes() {
        return new Opinion(verdict, property, explanation, new TreeSet<>(), steps, states, seconds);
    }
}
