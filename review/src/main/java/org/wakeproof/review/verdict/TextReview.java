// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.report.Ansi;
import org.wakeproof.report.DecisiveLine;
import org.wakeproof.report.Report;
import org.wakeproof.report.SourceUrl;
import org.wakeproof.report.TextTrace;
import org.wakeproof.review.Assumptions;

/** A review for people. */
public final class TextReview {
    private final int width;
    private final Ansi ansi;
    private final boolean full;
    private final Optional<SourceUrl> sources;
    private final StringBuilder text = new StringBuilder();

    /**
     * @param full whether every step of a trace is shown
     * @param sources where in Xen's source the addresses of decisive steps of other functions lead, if they are to be shown
     */
    public TextReview(int width, Ansi ansi, boolean full, Optional<SourceUrl> sources) {
        this.sources = sources;
        this.width = width;
        this.full = full;
        this.ansi = ansi;
    }

    /** What is said first: the verdict as a whole, for who reads from the top. */
    String first(Overall overall) {
        text.setLength(0);
        line(coloured(overall.verdict(), overall.headline()) + "  " + overall.about());
        if (!overall.words().isEmpty()) {
            wrapped("  " + overall.words(), "    ");
        }
        line("");
        return text.toString();
    }

    /** The whole review: traces first, the verdict last. */
    public String render(Review review) {
        text.setLength(0);
        review.findings().forEach(finding -> finding(review, finding));
        assumptions(review);
        String headline = coloured(review.verdict(), review.headline());
        line(headline + "  " + review.code().file().name() + ":" + review.code().line() + " "
                + review.code().function());
        if (review.code().isXen()) {
            wrapped("  around it: " + review.surroundings(), "    ");
        }
        if (!review.whyIncomplete().isEmpty()) {
            wrapped("  " + review.whyIncomplete(), "    ");
        }
        return text.toString();
    }

    private void finding(Review review, Finding finding) {
        text.append(finding.trace(width, ansi, full, sources));
        String known = finding.known().isEmpty() ? "" : "  (" + finding.known() + ")";
        wrapped(coloured(finding.verdict(), finding.verdict().toString()) + "  " + finding.situation() + known, "  ");
        finding.violation().or(finding::limit).ifPresent(why -> wrapped("  " + why, "    "));
        if (finding.verdict() == Verdict.HOLDS) {
            wrapped("  " + String.join("; ", finding.properties()), "    ");
        }
        for (DecisiveLine decisive : finding.decisiveLines()) {
            line(String.format(
                    Locale.ROOT,
                    "  %s:%d: %s",
                    review.code().file().name(),
                    decisive.line(),
                    review.code().file().line(decisive.line()).strip()));
            wrapped("    step " + decisive.step() + " in " + decisive.place() + ": " + decisive.what(), "      ");
        }
        finding.suppositions().forEach(supposed -> wrapped("  supposing " + supposed, "    "));
        wrapped("  " + Report.figures(finding.result().statistics()), "    ");
        line("");
    }

    private void assumptions(Review review) {
        list(Assumptions.TAKEN_BOTH_WAYS, review.assumptions().freeConditions());
        list("Never slept at, so nothing is said of:", review.neverSleptAt());
        list(Review.NOT_ASKED, review.notAsked());
        list("Assumed:", review.assumptions().sentences());
    }

    private void list(String title, List<String> items) {
        if (!items.isEmpty()) {
            line(title);
            items.forEach(item -> wrapped("  - " + item, "    "));
            line("");
        }
    }

    private String coloured(Verdict verdict, String words) {
        return switch (verdict) {
            case HOLDS -> ansi.good(words);
            case VIOLATED -> ansi.bad(words);
            case INCOMPLETE -> ansi.open(words);
        };
    }

    /** Breaks lines; words may begin with blanks, which indent the first one. */
    private void wrapped(String words, String indent) {
        List<String> lines = new ArrayList<>();
        String first = words.substring(0, words.length() - words.stripLeading().length());
        TextTrace.wrap(words.strip(), width - first.length(), indent.substring(first.length()), lines);
        lines.forEach(line -> line(first + line));
    }

    private void line(String words) {
        text.append(words.stripTrailing()).append('\n');
    }
}
