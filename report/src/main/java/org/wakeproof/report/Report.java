// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wakeproof.explorer.Nearest;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Statistics;
import org.wakeproof.explorer.Trace;
import org.wakeproof.explorer.Verdict;

/**
 * A run as data: what was checked, the verdict with its bounds, figures, and the trace. Written as
 * JSON, read back for replaying.
 *
 * @param scenario the scenario's name
 * @param settings its options as they were, by name
 * @param verdict how the run ended
 * @param property the violated property
 * @param explanation what is violated or which limit was hit; null where all holds
 * @param bounds within which bounds the verdict holds
 * @param stored distinct states
 * @param generated successors made
 * @param depth of the search
 * @param seconds of wall-clock time
 * @param bytesPerState bytes of all tables for each stored state
 * @param symbolic figures of the symbolic search, or null if it was another
 * @param neverReached procedures that were never called
 * @param oneWayOnly tests that came out the same way each time
 * @param nearest how near runs come to what is never met
 * @param lossIndex after how many steps the loss can no longer be avoided
 * @param roundIndex after how many steps the round begins that can go on for ever
 * @param steps how many steps the trace has, by which a file is known to be whole
 * @param trace the steps
 */
public record Report(
        String scenario,

        @JsonSerialize(contentUsing = TypedValues.Writer.class)
        @JsonDeserialize(contentUsing = TypedValues.Reader.class)
        Map<String, String> settings,

        Verdict verdict,
        @Nullable String property,
        @Nullable String explanation,
        List<String> bounds,
        long stored,
        long generated,
        int depth,
        double seconds,
        double bytesPerState,
        @Nullable Symbolic symbolic,
        List<String> neverReached,
        List<String> oneWayOnly,
        @Nullable Near nearest,
        @Nullable Integer lossIndex,
        @Nullable Integer roundIndex,
        @Nullable Integer steps,
        @Nullable List<Line> trace) {
    private static final int MANY_STATES = 100_000;

    /**
     * One step.
     *
     * @param step its number for replaying
     * @param who CPU or device
     * @param functions the C functions from the outermost inwards
     * @param what the operation in words
     * @param isPrivate whether nobody else could see or disturb it; the text trace leaves it out
     */
    public record Line(int step, String who, String functions, String what, boolean isPrivate) {}

    /** Puts a result together with what it is about. */
    public static Report of(String scenario, Map<String, String> settings, List<String> bounds, Result result) {
        Statistics statistics = result.statistics();
        List<Line> lines = result.trace().map(Report::lines).orElse(null);
        return new Report(
                scenario,
                settings,
                result.verdict(),
                result.property().orElse(null),
                result.explanation().isEmpty() ? null : result.explanation(),
                bounds,
                statistics.stored(),
                statistics.generated(),
                statistics.depth(),
                statistics.seconds(),
                statistics.bytesPerState(),
                statistics
                        .symbolic()
                        .map(symbolic -> Symbolic.of(symbolic, statistics.bytes()))
                        .orElse(null),
                result.vacuity().neverReached(),
                result.vacuity().oneWayOnly(),
                result.nearest().map(Near::of).orElse(null),
                result.trace().map(Trace::lossIndex).orElse(null),
                result.trace().map(Trace::roundIndex).orElse(null),
                lines == null ? null : lines.size(),
                lines);
    }

    private static List<Line> lines(Trace trace) {
        return trace.steps().stream()
                .map(step -> new Line(
                        step.step(),
                        step.isByCpu() ? "CPU" + step.cpu() : step.functions(),
                        step.functions(),
                        step.description(),
                        step.isPrivate()))
                .toList();
    }

    /**
     * How near runs come to what is never met.
     *
     * @param turns places at which all runs turn the same way, the nearest first
     * @param run a shortest run to the last of them
     */
    public record Near(List<Nearest.Turn> turns, @Nullable List<Line> run) {
        static Near of(Nearest nearest) {
            return new Near(nearest.turns(), nearest.run().map(Report::lines).orElse(null));
        }
    }

    /**
     * Figures of the symbolic search.
     *
     * @param states how many there are, exactly; null if not all were reached
     * @param nodes of the diagram of these
     * @param levels of diagrams
     * @param groups relations that steps were put into
     * @param rounds how often everything was saturated
     * @param evaluations how often operations and devices were carried out
     * @param storedBefore states that a search from state to state had stored before
     * @param peakNodes the most nodes at a time, garbage included
     * @param bytes the most memory that they took
     * @param largest where the search was stopped, the levels at which most nodes were, the largest first
     */
    public record Symbolic(
            @Nullable BigInteger states,
            long nodes,
            int levels,
            int groups,
            int rounds,
            int evaluations,
            long storedBefore,
            int peakNodes,
            long bytes,
            List<Statistics.Level> largest) {
        static Symbolic of(Statistics.Symbolic figures, long bytes) {
            return new Symbolic(
                    figures.states().orElse(null),
                    figures.nodes(),
                    figures.levels(),
                    figures.groups(),
                    figures.rounds(),
                    figures.evaluations(),
                    figures.storedBefore(),
                    figures.peakNodes(),
                    bytes,
                    figures.largest());
        }
    }

    /** The figures in one line. */
    public static String figures(Statistics statistics) {
        return statistics
                .symbolic()
                .map(symbolic -> figures(symbolic, statistics))
                .orElseGet(() -> figuresOfStates(statistics));
    }

    private static String figures(Statistics.Symbolic symbolic, Statistics statistics) {
        String before = symbolic.storedBefore() == 0
                ? ""
                : String.format(Locale.ROOT, " (after %,d states stored one by one)", symbolic.storedBefore());
        String states = symbolic.states()
                .map(count -> String.format(
                        Locale.ROOT, "%,d states exactly, nothing reduced, in %,d nodes", count, symbolic.nodes()))
                .orElse("states not counted, as not all were reached");
        return String.format(
                Locale.ROOT,
                "explored as sets%s: %s; %,d levels, %,d groups of steps, %,d rounds, %,d operations and events carried out,"
                        + " at most %,d nodes at a time, %,d MiB, %.1f s%s",
                before,
                states,
                symbolic.levels(),
                symbolic.groups(),
                symbolic.rounds(),
                symbolic.evaluations(),
                symbolic.peakNodes(),
                statistics.bytes() >> 20,
                statistics.seconds(),
                symbolic.largest().isEmpty() ? "" : "; of what was being worked on, " + largest(symbolic.largest()));
    }

    /** Levels with their nodes, in words. */
    public static String largest(List<Statistics.Level> levels) {
        return levels.stream()
                .map(level -> {
                    int more = level.holds().size() - 1;
                    return String.format(
                            Locale.ROOT,
                            "%,d nodes tell apart %s%s",
                            level.nodes(),
                            level.holds().get(0),
                            more == 0 ? "" : " and " + more + " more");
                })
                .collect(Collectors.joining(", "));
    }

    /** Whether so much was stored that states a second, and bytes a state, say more than how a JVM starts. */
    public static boolean isRateOfUse(Statistics statistics) {
        return statistics.stored() >= MANY_STATES;
    }

    private static String figuresOfStates(Statistics statistics) {
        String figures = String.format(
                Locale.ROOT,
                "%,d states stored, %,d generated, depth %d, %.1f s",
                statistics.stored(),
                statistics.generated(),
                statistics.depth(),
                statistics.seconds());
        return isRateOfUse(statistics)
                ? figures
                        + String.format(
                                Locale.ROOT,
                                ", %,.0f states/s, %.0f bytes a state",
                                statistics.rate(),
                                statistics.bytesPerState())
                : figures;
    }
}
