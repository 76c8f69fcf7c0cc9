// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * Figures of a run, so far or at its end.
 *
 * @param stored distinct states stored
 * @param generated successors made
 * @param depth steps from the start to the deepest state met breadth first
 * @param frontier states that wait to be expanded
 * @param bytes bytes taken by all tables
 * @param seconds wall-clock time
 * @param symbolic those of the symbolic search, which stores sets; absent for the others
 */
public record Statistics(
        long stored,
        long generated,
        int depth,
        long frontier,
        long bytes,
        double seconds,
        Optional<Symbolic> symbolic) {
    /**
     * Figures of the symbolic search.
     *
     * @param states how many states can be reached, exactly; absent before all are
     * @param nodes nodes of the diagram of these
     * @param levels fields and call stacks that change, those that change together taken as one
     * @param groups relations that steps were put into
     * @param rounds how often everything was saturated
     * @param evaluations how often operations and devices were carried out
     * @param storedBefore states that a search from state to state had stored before it was given up for this one
     * @param nodesInUse nodes of everything, garbage included
     * @param peakNodes the most of these
     * @param largest where the search was stopped, the levels at which the sets that it was working on had most nodes, the
     *     largest first; otherwise empty
     */
    public record Symbolic(
            Optional<BigInteger> states,
            long nodes,
            int levels,
            int groups,
            int rounds,
            int evaluations,
            long storedBefore,
            int nodesInUse,
            int peakNodes,
            List<Level> largest) {}

    /**
     * A level of diagrams.
     *
     * @param holds the fields and call stacks that are told apart there
     * @param nodes of the sets in question
     */
    public record Level(List<String> holds, long nodes) {}

    /** Figures of a search from state to state. */
    public Statistics(long stored, long generated, int depth, long frontier, long bytes, double seconds) {
        this(stored, generated, depth, frontier, bytes, seconds, Optional.empty());
    }

    /** Figures of a symbolic search; what is stored are at most as many states as a long can count. */
    public static Statistics of(Symbolic symbolic, long bytes, double seconds) {
        long stored = symbolic.states()
                .map(states -> states.min(BigInteger.valueOf(Long.MAX_VALUE)).longValue())
                .orElse(0L);
        return new Statistics(stored, symbolic.evaluations(), 0, 0, bytes, seconds, Optional.of(symbolic));
    }

    /** How many states there are, exactly. */
    public BigInteger states() {
        return symbolic.flatMap(Symbolic::states).orElse(BigInteger.valueOf(stored));
    }

    /** Stored states a second. */
    public double rate() {
        return seconds <= 0 ? 0 : stored / seconds;
    }

    /** Bytes a stored state. */
    public double bytesPerState() {
        return stored == 0 ? 0 : (double) bytes / stored;
    }

    /** The odds that a run with 64-bit fingerprints took two different states for one. */
    public double oddsOfOmission() {
        return (double) stored * stored / Math.pow(2, 65);
    }
}
