// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.reviewing;

import java.util.Locale;
import org.wakeproof.report.Ansi;

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

    /** The review in this form. */
    public String render(Comparison comparison, int width, Ansi ansi) {
        return switch (this) {
            case TEXT -> text(comparison, width, ansi);
            case JSON -> JsonReview.render(comparison);
            case SARIF -> SarifReview.render(comparison.last());
            case GITHUB -> GithubReview.render(comparison.last());
        };
    }

    private static String text(Comparison comparison, int width, Ansi ansi) {
        TextReview text = new TextReview(width, ansi);
        if (comparison.after() == null) {
            return text.render(comparison.before());
        }
        return "--- before the patch\n" + text.render(comparison.before()) + "\n+++ after the patch\n"
                + text.render(comparison.after()) + "\n" + change(comparison);
    }

    private static String change(Comparison comparison) {
        StringBuilder table = new StringBuilder();
        int count = Math.max(
                comparison.before().findings().size(),
                comparison.after().findings().size());
        for (int i = 0; i < count; i++) {
            table.append(String.format(
                    Locale.ROOT,
                    "%-10s -> %-10s  %s%n",
                    verdict(comparison.before(), i),
                    verdict(comparison.after(), i),
                    Situation.USUAL.get(i)));
        }
        return table + comparison.before().headline() + " -> "
                + comparison.after().headline() + ": " + comparison.effect() + "\n";
    }

    private static String verdict(Review review, int situation) {
        return situation < review.findings().size()
                ? review.findings().get(situation).verdict().toString()
                : "-";
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
