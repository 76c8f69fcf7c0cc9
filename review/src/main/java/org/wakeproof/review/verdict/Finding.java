// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.report.Ansi;
import org.wakeproof.report.DecisiveLine;
import org.wakeproof.report.SourceUrl;
import org.wakeproof.report.TextTrace;
import org.wakeproof.report.Violation;
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
    private static final String NEVER_SLEEPS = "the CPU never sleeps here";

    private static final String SUPPOSITION = "choice of " + IdleCode.OPEN_CHOICE + ": ";

    /**
     * How the search ended; HOLDS where all that is wrong is that the CPU never sleeps: no wake-up is lost by that.
     * INCOMPLETE where softirqs are never processed, unless a call does that of which nothing is known, or others change
     * what a condition is about.
     */
    public Verdict verdict() {
        if (mayProcess()) {
            return Verdict.INCOMPLETE;
        }
        return neverSleeps() ? Verdict.HOLDS : result.verdict();
    }

    private boolean mayProcess() {
        return result.verdict() == Verdict.VIOLATED
                && situation.scenario().equals(Situation.COMES_BACK)
                && (code.ignoresWhereItGoesBack() || !suppositions().isEmpty());
    }

    /** Whether all states are known, nothing is lost in any, and the CPU sleeps in none. */
    boolean neverSleeps() {
        return result.verdict() == Verdict.VIOLATED
                && result.property()
                        .filter(name -> name.contains("asleep") && isOfSometimes(name))
                        .isPresent();
    }

    private boolean isOfSometimes(String name) {
        return system.properties().stream()
                .anyMatch(property -> property instanceof Property.Sometimes
                        && property.name().equals(name));
    }

    /** What was checked, and found to be so. */
    List<String> properties() {
        return system.properties().stream()
                .map(Property::name)
                .map(name -> neverSleeps() && result.property().get().equals(name) ? NEVER_SLEEPS : name)
                .toList();
    }

    /** What is violated, and how; empty if nothing is. */
    Optional<String> violation() {
        return neverSleeps() ? Optional.empty() : Violation.of(result);
    }

    /** Why the search was cut short; empty if it was not. */
    Optional<String> limit() {
        if (mayProcess()) {
            return Optional.of(
                    "unless a call of which nothing is known processes softirqs, or a condition changes, nobody ever does");
        }
        return verdict() == Verdict.INCOMPLETE ? Optional.of(result.explanation()) : Optional.empty();
    }

    /** What led into a violation, the likeliest first. */
    List<Cause> causes() {
        return Cause.of(this).stream().sorted(Comparator.comparing(Cause::kind)).toList();
    }

    /** A remark on a violation that is of the kind of a known bug; empty if it is of none. */
    String known() {
        return causes().stream()
                .map(cause -> cause.kind().bug())
                .filter(bug -> !bug.isEmpty())
                .findFirst()
                .map(bug -> bug + " is of this kind: see 'wakeproof fixes'")
                .orElse("");
    }

    /** The line that is to be changed, as far as anybody can say: the likeliest cause, else the last line that decides. */
    public int line() {
        List<Cause> causes = causes();
        List<DecisiveLine> lines = decisiveLines();
        if (!causes.isEmpty() && causes.get(0).kind().isWrong()) {
            return causes.get(0).line().line();
        }
        return lines.isEmpty() ? code.line() : lines.get(lines.size() - 1).line();
    }

    /** The lines of the file that matter most for a violation, causes among them, in the order of the trace. */
    public List<DecisiveLine> decisiveLines() {
        List<DecisiveLine> lines = new ArrayList<>();
        Cause.of(this).forEach(cause -> lines.add(cause.line()));
        steps().stream()
                .filter(step -> lines.stream().noneMatch(line -> line.step() == step.step()))
                .toList()
                .forEach(lines::add);
        if (result.trace().isPresent() && situation.scenario().equals(Situation.COMES_BACK)) {
            return List.of(loop());
        }
        if (lines.isEmpty()) {
            result.trace().flatMap(trace -> HandlerSteps.lastLine(this, trace)).ifPresent(lines::add);
        }
        lines.sort(Comparator.comparingInt(DecisiveLine::step));
        return lines;
    }

    /** What never comes back has a loop: the trace ends before it, where there is no other way any more. */
    private DecisiveLine loop() {
        int line = code.goesBack().orElse(code.line());
        int step = result.trace().orElseThrow().steps().size();
        return new DecisiveLine(line, step, code.function() + ":" + line, "goes round here, and processes no softirqs");
    }

    private List<DecisiveLine> steps() {
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
    String trace(int width, Ansi ansi, boolean full, Optional<SourceUrl> sources) {
        return result.trace()
                .map(trace -> new TextTrace(system, width, ansi, full, sources).render(trace, result.property()))
                .orElse("");
    }
}
