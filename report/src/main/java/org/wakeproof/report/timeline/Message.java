// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

/**
 * An interrupt between two lanes, or one that is not sent.
 *
 * @param kind what it is
 * @param from the lane that sends it, or does not
 * @param to the CPU that it is for
 * @param label the vector, or the word whose bit is set
 * @param sent the step, from 0, in which it is sent, or not sent
 * @param taken the step in which it is taken; -1 for never
 */
public record Message(Kind kind, int from, int to, String label, int sent, int taken) {
    /** The kinds of message. */
    public enum Kind {
        /** Sent by a CPU. */
        IPI,
        /** Sent by a device. */
        INTERRUPT,
        /** Not sent, because the softirq bit that it would announce was set already. */
        ELIDED,
        /** Not sent by the end of the trace, although the softirq bit is new. */
        MISSING;

        /** Whether the CPU is not told. */
        public boolean isAbsent() {
            return this == ELIDED || this == MISSING;
        }
    }

    Message takenAt(int step) {
        return new Message(kind, from, to, label, sent, step);
    }
}
