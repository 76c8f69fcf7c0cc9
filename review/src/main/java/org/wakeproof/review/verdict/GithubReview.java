// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import java.util.List;
import java.util.Locale;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.report.DecisiveLine;

/** A review as workflow commands, which annotate the lines of a change on GitHub. */
final class GithubReview {
    private GithubReview() {}

    /** Of two reviews the later one; a violation that the patch has not made is a warning. */
    static String render(Comparison comparison) {
        Review review = comparison.last();
        StringBuilder text = new StringBuilder();
        Overall overall = Overall.of(comparison);
        if (review.verdict() == Verdict.VIOLATED) {
            String kind = comparison.isOf(Verdict.VIOLATED) ? "error" : "warning";
            command(text, review, kind, review.code().line(), "VIOLATED " + overall.words());
        }
        for (Finding finding : review.violated()) {
            List<DecisiveLine> lines = finding.decisiveLines();
            boolean isOld = comparison.after() != null && !comparison.isNew(finding);
            command(text, review, isOld ? "warning" : "error", finding.line(), message(finding));
            lines.forEach(line -> command(text, review, "notice", line.line(), line.what()));
        }
        if (comparison.after() != null) {
            comparison
                    .newAssumptions()
                    .forEach(each ->
                            command(text, review, "notice", review.code().line(), "the patch has it rest on: " + each));
        }
        if (review.verdict() == Verdict.INCOMPLETE) {
            command(text, review, "warning", review.code().line(), "INCOMPLETE: " + review.whyIncomplete());
        } else if (review.verdict() == Verdict.HOLDS) {
            String assumed = String.join("; ", review.assumptions().sentences());
            command(text, review, "notice", review.code().line(), (review.headline() + " " + assumed).strip());
        }
        review.code().notAsked().forEach((name, line) -> {
            String asks = " is an idle handler, too, and was not asked: --function " + name + " asks it";
            command(text, review, "notice", line, name + asks);
        });
        return text.toString();
    }

    /** What a revision changes and nobody has looked at. */
    static String unread(Overall overall) {
        StringBuilder text = new StringBuilder();
        String prefix = overall.verdict() == Verdict.INCOMPLETE ? "INCOMPLETE: " : "";
        overall.unread().forEach(each -> command(text, each.file(), "warning", 1, prefix + each.why()));
        return text.toString();
    }

    private static String message(Finding finding) {
        return finding.violation().orElse("VIOLATED") + " (" + finding.situation() + ")";
    }

    private static void command(StringBuilder text, Review review, String kind, int line, String message) {
        command(text, review.code().file().name(), kind, line, message);
    }

    private static void command(StringBuilder text, String file, String kind, int line, String message) {
        String command = String.format(
                Locale.ROOT,
                "::%s file=%s,line=%d,title=wakeproof::%s%n",
                kind,
                escaped(RepositoryPath.of(file)).replace(",", "%2C").replace(":", "%3A"),
                line,
                escaped(message));
        // Several situations may say the same of a line.
        if (text.indexOf(command) < 0) {
            text.append(command);
        }
    }

    private static String escaped(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }
}
