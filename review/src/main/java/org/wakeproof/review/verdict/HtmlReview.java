// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.report.DecisiveLine;
import org.wakeproof.report.SourceUrl;
import org.wakeproof.report.html.HtmlReport;
import org.wakeproof.review.Assumptions;

/** A review as one page: what the file, or the patched file, does in each situation, and what that rests on. */
public final class HtmlReview {
    private final Comparison comparison;
    private final Options options;
    private final HtmlReport page;

    /**
     * @param options of the searches
     * @param full whether timelines show every step at first
     * @param sources where links to Xen's source lead
     */
    public HtmlReview(Comparison comparison, Options options, boolean full, SourceUrl sources) {
        this(
                comparison,
                options,
                new HtmlReport("wakeproof review: " + comparison.last().headline() + " " + place(comparison.last()))
                        .full(full)
                        .sources(sources));
    }

    private HtmlReview(Comparison comparison, Options options, HtmlReport page) {
        this.comparison = comparison;
        this.options = options;
        this.page = page;
    }

    /**
     * A page of the handlers that a revision has changed.
     *
     * @param overall what is said first
     * @param full whether timelines show every step at first
     * @param sources where links to Xen's source lead
     * @param made what made it, for its foot
     */
    public static String render(
            Overall overall,
            List<Comparison> comparisons,
            Options options,
            boolean full,
            SourceUrl sources,
            String made) {
        HtmlReport page = new HtmlReport("wakeproof review: " + overall.headline() + " " + overall.about())
                .full(full)
                .sources(sources)
                .verdict(overall.verdict(), overall.about());
        if (!overall.words().isEmpty()) {
            page.paragraph(overall.words());
        }
        if (!overall.unread().isEmpty()) {
            page.list(overall.unread().stream()
                    .map(each -> each.file() + ": " + each.why())
                    .toList());
        }
        comparisons.forEach(each -> new HtmlReview(each, options, page).add());
        return page.render(made);
    }

    /**
     * The page.
     *
     * @param made what made it, for its foot
     */
    public String render(String made) {
        add();
        return page.render(made);
    }

    private void add() {
        Review last = comparison.last();
        page.verdict(last.verdict(), place(last));
        headline(last);
        if (comparison.after() != null) {
            page.section("Before and after the patch")
                    .paragraph(comparison.before().headline() + " -> " + last.headline() + ": " + comparison.effect())
                    .table(List.of("situation", "before", "after"), comparison.rows());
            list("Behind the patch the verdict rests on this, too:", comparison.newAssumptions());
            patch(last);
        } else {
            page.table(List.of("situation", "verdict", "states", "seconds"), rows(last));
        }
        last.findings().forEach(finding -> finding(last, finding, ""));
        assumptions(last);
        if (comparison.after() != null) {
            Review first = comparison.before();
            first.findings().forEach(finding -> finding(first, finding, "before the patch: "));
        }
    }

    private static String place(Review review) {
        return review.code().file().name() + ":" + review.code().line() + " "
                + review.code().function();
    }

    private void headline(Review review) {
        if (comparison.after() == null && review.verdict() != Verdict.HOLDS) {
            page.paragraph(Overall.of(comparison).words());
        } else if (!review.whyIncomplete().isEmpty()) {
            page.paragraph(review.whyIncomplete());
        } else if (review.verdict() == Verdict.HOLDS && !review.assumptions().isNone()) {
            page.paragraph("It holds if what is assumed below is so.");
        }
    }

    private static List<List<String>> rows(Review review) {
        return review.findings().stream()
                .map(finding -> List.of(
                        finding.situation().toString(),
                        finding.verdict().toString(),
                        String.format(
                                Locale.ROOT,
                                "%,d",
                                finding.result().statistics().stored()),
                        String.format(
                                Locale.ROOT,
                                "%.1f",
                                finding.result().statistics().seconds())))
                .toList();
    }

    /** A violation is shown at once; what holds, or is not known, is there to unfold. */
    private void finding(Review review, Finding finding, String when) {
        String title = when + finding.situation() + ": " + finding.verdict();
        boolean isOpen = finding.verdict() == Verdict.VIOLATED && when.isEmpty();
        if (isOpen) {
            page.section(title);
        } else {
            page.fold(title);
        }
        if (!finding.known().isEmpty()) {
            page.paragraph(finding.known());
        }
        decisive(review, finding);
        page.result(finding.system(), finding.result(), options);
        if (!isOpen) {
            page.endFold();
        }
    }

    private void decisive(Review review, Finding finding) {
        List<DecisiveLine> lines = finding.decisiveLines();
        if (!lines.isEmpty()) {
            page.paragraph("The lines that decide:")
                    .table(
                            List.of("line", "C", "step", "what happens there"),
                            lines.stream()
                                    .map(line -> List.of(
                                            Integer.toString(line.line()),
                                            review.code()
                                                    .file()
                                                    .line(line.line())
                                                    .strip(),
                                            Integer.toString(line.step()),
                                            line.what()))
                                    .toList());
        }
        list("It supposes:", finding.suppositions());
        source(review, lines);
    }

    /** The handler's lines around those that decide, which are marked; behind a patch with what it has changed there. */
    private void source(Review review, List<DecisiveLine> lines) {
        if (lines.isEmpty()) {
            return;
        }
        SourceView view = review == comparison.last()
                ? last()
                : SourceView.of(review.code().file());
        page.paragraph("In the source:").listing(view.around(numbers(lines)));
    }

    private SourceView last() {
        return comparison.after() == null
                ? SourceView.of(comparison.before().code().file())
                : SourceView.of(
                        comparison.before().code().file(),
                        comparison.after().code().file());
    }

    private static Set<Integer> numbers(List<DecisiveLine> lines) {
        return lines.stream().map(DecisiveLine::line).collect(Collectors.toSet());
    }

    /** What the patch has changed in the file, with the lines that decide in any situation. */
    private void patch(Review after) {
        Set<Integer> decisive = new TreeSet<>();
        after.violated().forEach(finding -> decisive.addAll(numbers(finding.decisiveLines())));
        page.section("The patch");
        if (!decisive.isEmpty()) {
            page.paragraph("Marked: the lines that decide where it is VIOLATED behind the patch.");
        }
        page.listing(last().changes(decisive));
    }

    private void assumptions(Review review) {
        page.section("What the verdict rests on");
        if (review.code().isXen()) {
            page.paragraph("Around the handler: " + review.surroundings() + ".");
        }
        if (review.assumptions().isNone()) {
            page.paragraph("Nothing was assumed of the file.");
        }
        list("Assumed:", review.assumptions().sentences());
        list(Assumptions.TAKEN_BOTH_WAYS, review.assumptions().freeConditions());
        list(Review.NOT_ASKED, review.notAsked());
        list("Never slept at, so nothing is said of:", review.neverSleptAt());
    }

    private void list(String title, List<String> items) {
        if (!items.isEmpty()) {
            page.paragraph(title).list(items);
        }
    }
}
