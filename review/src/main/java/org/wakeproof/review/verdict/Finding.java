// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import java.util.List;
import java.util.Optional;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.report.Ansi;
import org.wakeproof.report.DecisiveLine;
import org.wakeproof.report.TextTrace;
import org.wakeproof.review.IdleCode;

/**
 * What one situation showed.
 *
 * @param situation which
 * @param code what was put into it
 * @param system as it was explored
 * @param result of the search
 */
public record Finding(Situation situation, IdleCode code, ClosedSystem system, Result result) {
    private static final String SUPPOSITION = "choice of " + IdleCode.OPEN_CHOICE + ": ";

    /** How the search ended. */
    public Verdict verdict() {
        return result.verdict();
    }

    /** The properties that were checked. */
    List<String> properties() {
        return system.properties().stream().map(Property::name).toList();
    }

    /** What is violated, and how; empty if nothing is. */
    Optional<String> violation() {
        return result.property().map(property -> property + ": " + result.explanation());
    }

    /** Why the search was cut short; empty if it was not. */
    Optional<String> limit() {
        return verdict() == Verdict.INCOMPLETE ? Optional.of(result.explanation()) : Optional.empty();
    }

    /** A remark on a violation that is a known bug; empty if it is none. */
    String known() {
        return verdict() == Verdict.VIOLATED && !situation.catalogue().isEmpty()
                ? situation.catalogue() + " is of this kind: see 'wakeproof fixes'"
                : "";
    }

    /** The lines of the file that matter most for a violation, in the order of the trace. */
    public List<DecisiveLine> decisiveLines() {
        return result.trace()
                .map(trace -> DecisiveLine.of(
                        trace,
                        result.property().map(system.subjects()::get),
                        code.file().name().substring(code.file().name().lastIndexOf('/') + 1)))
                .orElse(List.of());
    }

    /** What the trace supposes of conditions that nobody knows, in order. */
    List<String> suppositions() {
        return result.trace()
                .map(trace -> trace.steps().stream()
                        .map(TraceStep::description)
                        .filter(what -> what.startsWith(SUPPOSITION))
                        .map(what -> what.substring(SUPPOSITION.length()))
                        .distinct()
                        .toList())
                .orElse(List.of());
    }

    /** The trace as text; empty if there is none. */
    String trace(int width, Ansi ansi, boolean full) {
        return result.trace()
                .map(trace -> new TextTrace(system, width, ansi, full).render(trace, result.property()))
                .orElse("");
    }
}
