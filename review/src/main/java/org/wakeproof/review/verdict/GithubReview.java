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
        return text.toString();
    }

    private static String message(Finding finding) {
        return finding.violation().orElse("VIOLATED") + " (" + finding.situation() + ")";
    }

    private static void command(StringBuilder text, Review review, String kind, int line, String message) {
        String command = String.format(
                Locale.ROOT,
                "::%s file=%s,line=%d,title=wakeproof::%s%n",
                kind,
                escaped(RepositoryPath.of(review.code().file().name()))
                        .replace(",", "%2C")
                        .replace(":", "%3A"),
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
