// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.scenario;

import java.util.List;

/**
 * What CPUs did in a part of a run.
 *
 * @param from start of the part, in nanoseconds since the run has begun
 * @param to its end
 * @param cpus how many lanes there are
 * @param sleeps when CPUs slept
 * @param marks what happened
 */
public record Lanes(long from, long to, int cpus, List<Sleep> sleeps, List<Mark> marks) {
    /** Nothing that is shown. */
    public static Lanes none() {
        return new Lanes(0, 0, 0, List.of(), List.of());
    }

    /**
     * A sleep.
     *
     * @param cpu whose
     * @param state the C-state's name
     * @param from when it began
     * @param to when it was left
     */
    public record Sleep(int cpu, String state, long from, long to) {}

    /**
     * Something that happened at a CPU.
     *
     * @param cpu where
     * @param time when
     * @param what in words
     * @param since from when on it should have happened; the same time where it should not have happened before
     */
    public record Mark(int cpu, long time, String what, long since) {
        /** Whether it is the end of a stall. */
        public boolean bad() {
            return since < time;
        }
    }
}
