// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.wakeproof.report.JsonEnvelope;

/** Forms of a review. */
public enum Format {
    /** For people. */
    TEXT,
    /** For programs. */
    JSON,
    /** For code scanning, SARIF 2.1.0. */
    SARIF,
    /** Workflow commands that annotate lines on GitHub. */
    GITHUB;

    static final String NOTHING_CHANGED = "no idle handler runs otherwise than before";

    /**
     * The review in this form.
     *
     * @param people how people are to read it
     * @param envelope who writes it, where it is JSON
     */
    public String render(Comparison comparison, TextReview people, JsonEnvelope envelope) {
        return switch (this) {
            case TEXT -> people.first(Overall.of(comparison)) + text(comparison, people);
            case JSON -> envelope.write(JsonReview.data(comparison));
            case SARIF -> SarifReview.render(comparison);
            case GITHUB -> GithubReview.render(comparison);
        };
    }

    /**
     * The reviews of several handlers in this form; of each only what a patch has changed, where people read it.
     *
     * @param overall what is said first
     * @param people how people are to read it
     * @param envelope who writes it, where it is JSON
     */
    public String render(List<Comparison> comparisons, Overall overall, TextReview people, JsonEnvelope envelope) {
        return switch (this) {
            case TEXT ->
                people.first(overall)
                        + comparisons.stream()
                                .map(comparison -> changed(comparison, people))
                                .collect(Collectors.joining("\n"));
            case JSON -> envelope.write(JsonReview.data(comparisons, overall));
            case SARIF -> SarifReview.render(comparisons, overall);
            case GITHUB ->
                comparisons.stream().map(GithubReview::render).collect(Collectors.joining())
                        + GithubReview.unread(overall);
        };
    }

    private static String changed(Comparison comparison, TextReview text) {
        return comparison.after() == null
                ? text.render(comparison.before())
                : newAssumptions(comparison) + text.render(comparison.after()) + "\n" + change(comparison);
    }

    private static String text(Comparison comparison, TextReview text) {
        if (comparison.after() == null) {
            return text.render(comparison.before());
        }
        return newAssumptions(comparison) + "--- before the patch\n" + text.render(comparison.before())
                + "\n+++ after the patch\n" + text.render(comparison.after()) + "\n" + change(comparison);
    }

    /** First of all what the patch does that nobody knows. */
    private static String newAssumptions(Comparison comparison) {
        List<String> assumed = comparison.newAssumptions();
        return assumed.isEmpty()
                ? ""
                : "Behind the patch the verdict rests on this, too:\n  - " + String.join("\n  - ", assumed) + "\n\n";
    }

    private static String change(Comparison comparison) {
        StringBuilder table = new StringBuilder();
        for (List<String> row : comparison.rows()) {
            table.append(String.format(Locale.ROOT, "%-10s -> %-10s  %s%n", row.get(1), row.get(2), row.get(0)));
        }
        return table + comparison.before().headline() + " -> "
                + comparison.after().headline() + ": " + comparison.effect() + "\n";
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
