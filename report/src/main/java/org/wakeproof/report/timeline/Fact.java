// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import org.wakeproof.explorer.Trace.TraceStep;

/**
 * Something that a trace shows.
 *
 * @param step the step, from 0, at which it is told
 * @param sentence a whole sentence about it
 */
record Fact(int step, String sentence) {
    /** The same with what another says of the same step behind it. */
    Fact and(Fact other) {
        return new Fact(step, sentence + " " + other.sentence());
    }

    /** Who takes a step: a CPU, and the handler that it is in. */
    static String who(Timeline timeline, int step) {
        Moment moment = timeline.moments().get(step);
        String name = timeline.actor(moment.lane());
        if (!timeline.lanes().get(moment.lane()).isCpu()) {
            return name;
        }
        Condition condition = moment.conditions().get(moment.lane());
        return condition.activity() == Condition.Activity.HANDLER ? name + ", " + condition.title() + "," : name;
    }

    /** The functions that lead to a step of a CPU, in brackets. */
    static String where(TraceStep step) {
        return where(step.functions());
    }

    private static String where(String functions) {
        return " (" + Functions.told(functions) + ")";
    }

    /** An interrupt that is not sent, and why. */
    static String notSent(Timeline timeline, Message message) {
        Moment moment = timeline.moments().get(message.sent());
        String begin = "At step " + moment.number() + ", " + who(timeline, message.sent()) + " raises "
                + message.label() + " for CPU" + message.to() + where(moment.functions());
        return message.kind() == Message.Kind.ELIDED
                ? begin + ", finds the bit already set, and so sends no interrupt."
                : begin + ", and never sends it an interrupt.";
    }
}
