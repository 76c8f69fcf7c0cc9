// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

/**
 * A state of a run in real units: times are kept as they are, in ticks since the machine was started, and not relative to
 * now. Fields of times are not used.
 */
public interface ExactState extends State {
    /** Xen's special time 0. */
    long ZERO = 0;
    /** {@code STIME_MAX}. */
    long NEVER = Long.MAX_VALUE;

    /** The time at the step that is being taken, in ticks; above 0. */
    long now();

    /** Returns what a cell holds. */
    long time(TimeCell cell);

    /** Sets what a cell holds. */
    void setTime(TimeCell cell, long time);

    /**
     * The difference of two times as a result: a time 0 lies further back, and never further ahead, than any result can
     * tell.
     */
    static int difference(long time, long from) {
        if (time == ZERO || from == NEVER && time != NEVER) {
            return Integer.MIN_VALUE;
        }
        return time == NEVER || from == ZERO
                ? Integer.MAX_VALUE
                : (int) Math.max(Integer.MIN_VALUE + 1, Math.min(time - from, Integer.MAX_VALUE - 1));
    }
}
