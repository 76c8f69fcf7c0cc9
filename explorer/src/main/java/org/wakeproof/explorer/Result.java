// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import java.util.Optional;

/**
 * What a run found.
 *
 * @param verdict how it ended
 * @param property the violated property, if one is
 * @param explanation what is violated, or which limit was hit; empty where all holds
 * @param trace how the violation comes about; absent for one that no run shows, like a Sometimes that
 *     is never met
 * @param statistics figures
 * @param vacuity what of the ports was not exercised
 * @param nearest how near runs come to a Sometimes that is never met, where {@link Explorer#shown} was asked
 */
public record Result(
        Verdict verdict,
        Optional<String> property,
        String explanation,
        Optional<Trace> trace,
        Statistics statistics,
        Vacuity vacuity,
        Optional<Nearest> nearest) {
    /** What is said of a {@link Property.Sometimes} that no state meets. */
    static final String NEVER_MET = "never met in the whole state space";

    /**
     * Whether it speaks of all states, and no run is there to look at: its vacuity is then that of the whole system. Where
     * something is violated and a limit ended the search for a run that shows it, few states may have been looked at.
     */
    public boolean isOfAllStates() {
        return trace.isEmpty()
                && (verdict == Verdict.HOLDS
                        || explanation.equals(NEVER_MET)
                        || statistics
                                .symbolic()
                                .flatMap(Statistics.Symbolic::states)
                                .isPresent());
    }

    /** What a run that did not come to its end says of properties all the same, in words; sets are asked once they are whole. */
    public String soFar() {
        if (statistics.symbolic().isEmpty()) {
            return "nothing was violated so far";
        }
        return statistics.symbolic().get().states().isPresent()
                ? "all states are known, and no property that was asked is violated; not all were"
                : "no step broke a rule so far; properties, rules of locks among them, are asked once all states are known";
    }

    /** The same with the figures of another search. */
    Result withStatistics(Statistics others) {
        return new Result(verdict, property, explanation, trace, others, vacuity, nearest);
    }

    /** The same in other words. */
    Result withExplanation(String other) {
        return new Result(verdict, property, other, trace, statistics, vacuity, nearest);
    }

    /** The same with its trace told in another way. */
    public Result withTrace(Trace other) {
        return new Result(verdict, property, explanation, Optional.of(other), statistics, vacuity, nearest);
    }

    /** The same with how near runs come. */
    Result withNearest(Optional<Nearest> other) {
        return new Result(verdict, property, explanation, trace, statistics, vacuity, other);
    }
}
