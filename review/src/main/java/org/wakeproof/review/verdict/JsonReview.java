// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wakeproof.explorer.Trace;
import org.wakeproof.report.DecisiveLine;
import org.wakeproof.review.Assumptions;

/** A review for programs. */
final class JsonReview {
    private JsonReview() {}

    /** A review as data. */
    record Whole(
            String file,
            String function,
            int line,
            String xen,
            String xenBecause,
            String verdict,
            String incompleteBecause,
            Assumptions assumptions,
            List<String> neverSleptAt,
            List<String> notAsked,
            List<Part> findings) {}

    /** A finding as data. */
    record Part(
            String situation,
            String verdict,
            List<String> properties,
            String violated,
            String explanation,
            long states,
            double seconds,
            List<DecisiveLine> decisiveLines,
            List<String> suppositions,
            List<Line> trace) {}

    /** A step of a trace as data. */
    record Line(String who, String functions, String what, boolean hidden) {}

    /** Of several handlers. */
    static Object data(List<Comparison> comparisons, Overall overall) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("verdict", overall.verdict().toString());
        data.put("because", orNull(overall.words()));
        data.put("unread", overall.unread());
        data.put("reviews", comparisons.stream().map(JsonReview::data).toList());
        return data;
    }

    /** Of one. */
    static Object data(Comparison comparison) {
        return comparison.after() == null ? whole(comparison.before()) : both(comparison);
    }

    private static Map<String, Object> both(Comparison comparison) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("verdict", comparison.last().headline());
        data.put("effect", comparison.effect());
        data.put("before", whole(comparison.before()));
        data.put("after", whole(comparison.after()));
        return data;
    }

    private static Whole whole(Review review) {
        return new Whole(
                review.code().file().name(),
                review.code().function(),
                review.code().line(),
                review.code().isXen() ? review.xen().xen().toString() : null,
                review.code().isXen() ? review.xen().because() : null,
                review.headline(),
                orNull(review.whyIncomplete()),
                review.assumptions(),
                review.neverSleptAt(),
                review.notAsked(),
                review.findings().stream().map(JsonReview::part).toList());
    }

    private static Part part(Finding finding) {
        return new Part(
                finding.situation().toString(),
                finding.verdict().toString(),
                finding.properties(),
                finding.result().property().orElse(null),
                orNull(finding.result().explanation()),
                finding.result().statistics().stored(),
                finding.result().statistics().seconds(),
                finding.decisiveLines(),
                finding.suppositions(),
                finding.result().trace().map(JsonReview::lines).orElse(null));
    }

    private static List<Line> lines(Trace trace) {
        return trace.steps().stream()
                .map(step -> new Line(
                        step.isByCpu() ? "CPU" + step.cpu() : step.functions(),
                        step.functions(),
                        step.description(),
                        step.isPrivate()))
                .toList();
    }

    private static String orNull(String words) {
        return words.isEmpty() ? null : words;
    }
}
