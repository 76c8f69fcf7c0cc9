// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import java.util.List;
import java.util.Locale;

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

    /**
     * The review in this form.
     *
     * @param people how people are to read it
     */
    public String render(Comparison comparison, TextReview people) {
        return switch (this) {
            case TEXT -> text(comparison, people);
            case JSON -> JsonReview.render(comparison);
            case SARIF -> SarifReview.render(comparison);
            case GITHUB -> GithubReview.render(comparison);
        };
    }

    private static String text(Comparison comparison, TextReview text) {
        if (comparison.after() == null) {
            return text.render(comparison.before());
        }
        return "--- before the patch\n" + text.render(comparison.before()) + "\n+++ after the patch\n"
                + text.render(comparison.after()) + "\n" + change(comparison);
    }

    private static String change(Comparison comparison) {
        StringBuilder table = new StringBuilder();
        for (List<String> row : comparison.rows()) {
            table.append(String.format(Locale.ROOT, "%-10s -> %-10s  %s%n", row.get(1), row.get(2), row.get(0)));
        }
        List<String> assumed = comparison.newAssumptions();
        if (!assumed.isEmpty()) {
            table.insert(0, "The patch has the verdict rest on this, too:\n  - " + String.join("\n  - ", assumed) + "\n\n");
        }
        return table + comparison.before().headline() + " -> "
                + comparison.after().headline() + ": " + comparison.effect() + "\n";
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
