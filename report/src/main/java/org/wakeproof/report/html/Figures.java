// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Statistics;
import org.wakeproof.report.Report;

/** Figures and kinds of property in words. */
final class Figures {
    private Figures() {}

    static Map<String, String> of(Statistics statistics) {
        return statistics.symbolic().map(symbolic -> of(symbolic, statistics)).orElseGet(() -> ofStates(statistics));
    }

    private static Map<String, String> of(Statistics.Symbolic symbolic, Statistics statistics) {
        Map<String, String> figures = new LinkedHashMap<>();
        figures.put(
                "states",
                symbolic.states()
                        .map(count -> String.format(Locale.ROOT, "%,d", count))
                        .orElse("not counted"));
        if (symbolic.states().isPresent()) {
            figures.put("nodes", String.format(Locale.ROOT, "%,d", symbolic.nodes()));
        }
        figures.put("levels", Integer.toString(symbolic.levels()));
        figures.put("groups of steps", Integer.toString(symbolic.groups()));
        figures.put("rounds", Integer.toString(symbolic.rounds()));
        figures.put("nodes at most", String.format(Locale.ROOT, "%,d", symbolic.peakNodes()));
        figures.put("memory at most", String.format(Locale.ROOT, "%,d MiB", statistics.bytes() >> 20));
        figures.put("time", String.format(Locale.ROOT, "%.1f s", statistics.seconds()));
        return figures;
    }

    private static Map<String, String> ofStates(Statistics statistics) {
        Map<String, String> figures = new LinkedHashMap<>();
        figures.put("states stored", String.format(Locale.ROOT, "%,d", statistics.stored()));
        figures.put("generated", String.format(Locale.ROOT, "%,d", statistics.generated()));
        figures.put("depth", Integer.toString(statistics.depth()));
        figures.put("time", String.format(Locale.ROOT, "%.1f s", statistics.seconds()));
        if (Report.isRateOfUse(statistics)) {
            figures.put("states/s", String.format(Locale.ROOT, "%,.0f", statistics.rate()));
            figures.put("bytes a state", String.format(Locale.ROOT, "%.0f", statistics.bytesPerState()));
        }
        return figures;
    }

    /** How was searched, and what was left out because it makes no difference. */
    static List<String> how(Options options, boolean isTotalStoreOrder, Result result) {
        Statistics statistics = result.statistics();
        boolean isTraced = result.trace().isPresent();
        List<String> how = new ArrayList<>();
        if (statistics.symbolic().isPresent()) {
            long before = statistics.symbolic().get().storedBefore();
            if (before > 0) {
                how.add(String.format(Locale.ROOT, "breadth first, as far as %,d stored states; then anew:", before));
            }
            how.add("all states at once, as sets (decision diagrams, saturation)"
                    + (isTraced ? "; the trace was looked for breadth first" : ""));
            how.add("no reduction: every step is told apart");
            how.add("sets are exact");
            List<Statistics.Level> largest = statistics.symbolic().get().largest();
            if (!largest.isEmpty()) {
                how.add("of what was being worked on, " + Report.largest(largest));
            }
            return how;
        }
        how.add(
                switch (options.search()) {
                    case BFS, SYMBOLIC, AUTO ->
                        isTraced ? "breadth first: the trace is a shortest one" : "breadth first";
                    case DFS -> isTraced ? "depth first: the trace is the first one met" : "depth first";
                    case RANDOM -> "random walks, not every interleaving";
                });
        how.add(
                isTotalStoreOrder
                        ? "no reduction: stores wait in buffers, and every step is told apart"
                        : options.fuse()
                                ? "reduced by movers (Lipton): steps that nobody else can see or disturb are one with"
                                        + " the step before them"
                                : "no reduction: every step is told apart");
        how.add(
                options.storage() == Options.Storage.EXACT
                        ? "states are stored whole"
                        : String.format(
                                Locale.ROOT,
                                "states are stored as 64-bit fingerprints; odds that one was taken for another: %.1e",
                                statistics.oddsOfOmission()));
        return how;
    }

    static String kind(Property property) {
        if (property instanceof Property.Leaves) {
            return "what is wrong for a moment, every fair run puts right";
        }
        if (property instanceof Property.Sometimes) {
            return "some run does so: else the others would hold for want of a case";
        }
        if (property instanceof Property.Recoverable) {
            return "can be reached again from every state";
        }
        return "in every state";
    }
}
