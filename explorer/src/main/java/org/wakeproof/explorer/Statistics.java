// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

/**
 * Figures of a run, so far or at its end.
 *
 * @param stored distinct states stored
 * @param generated successors made
 * @param depth steps from the start to the deepest state met breadth first
 * @param frontier states that wait to be expanded
 * @param bytes bytes taken by all tables
 * @param seconds wall-clock time
 */
public record Statistics(long stored, long generated, int depth, long frontier, long bytes, double seconds) {
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
