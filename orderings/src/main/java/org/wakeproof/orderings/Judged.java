// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.orderings;

import org.jspecify.annotations.Nullable;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Result;
import org.wakeproof.report.Ansi;
import org.wakeproof.report.TextTrace;
import org.wakeproof.report.Violation;
import org.wakeproof.report.timeline.Narrative;
import org.wakeproof.report.timeline.Timeline;

/**
 * An ordering, and what a search said of it on one system, or the worst of several.
 *
 * @param ordering which
 * @param judgement what becomes of it
 * @param stage the system that decided
 * @param property the violated property
 * @param lost what is violated or which limit was hit; empty where all holds
 * @param traceLength how many steps the trace has; 0 where there is none
 * @param states stored, on all systems
 * @param story how it is lost, told from the trace; empty where there is none
 * @param trace its steps as text, a line each; empty where there is none
 */
public record Judged(
        Ordering ordering,
        Judgement judgement,
        String stage,
        @Nullable String property,
        String lost,
        int traceLength,
        long states,
        String story,
        String trace) {
    /** Columns; too few for a column for each CPU, so that a trace can be read on a phone. */
    private static final int WIDTH = 60;

    /** One without a trace. */
    Judged(
            Ordering ordering,
            Judgement judgement,
            String stage,
            String property,
            String lost,
            int traceLength,
            long states) {
        this(ordering, judgement, stage, property, lost, traceLength, states, "", "");
    }

    static Judged of(Ordering ordering, String stage, ClosedSystem system, Result result) {
        return new Judged(
                ordering,
                Judgement.of(result),
                stage,
                result.property().orElse(null),
                result.explanation(),
                result.trace().map(trace -> trace.steps().size()).orElse(0),
                result.statistics().stored(),
                result.trace()
                        .map(trace -> Narrative.of(
                                system, trace, Timeline.of(system, trace, result.property()), result.property()))
                        .orElse(""),
                result.trace()
                        .map(trace ->
                                new TextTrace(system, WIDTH, new Ansi(false)).renderSteps(trace, result.property()))
                        .orElse(""));
    }

    /** One that was not even begun. */
    static Judged notExplored(Ordering ordering, String reason) {
        return new Judged(ordering, Judgement.INCOMPLETE, "none", null, "stopped by " + reason, 0, 0);
    }

    /** The worse of two, or this; with the states of both. */
    Judged or(Judged other) {
        Judged worse = other.judgement.compareTo(judgement) > 0 ? other : this;
        return new Judged(
                worse.ordering,
                worse.judgement,
                worse.stage,
                worse.property,
                worse.lost,
                worse.traceLength,
                states + other.states,
                worse.story,
                worse.trace);
    }

    /** What is violated, and how, or which limit was hit; empty where all holds. */
    public String inWords() {
        return property == null ? lost : Violation.of(property, lost);
    }

    /** What is lost, as far as it fits into a table. */
    public String lostInShort() {
        if (judgement == Judgement.NEVER_SLEEPS) {
            return stage;
        }
        return lost.split(" and no interrupt on its way|; ")[0];
    }

    /** Whether the search was whole and nothing was found. */
    public boolean holds() {
        return judgement == Judgement.HOLDS;
    }
}
