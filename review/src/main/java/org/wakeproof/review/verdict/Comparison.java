// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wakeproof.explorer.Verdict;

/**
 * A review, or two: before a patch and after it.
 *
 * @param before the file as it is
 * @param after the patched file, or null
 */
public record Comparison(Review before, Review after) {
    /** The review that counts. */
    public Review last() {
        return after == null ? before : after;
    }

    /** What the patch does, in words. */
    String effect() {
        long broken = count(Verdict.HOLDS, Verdict.VIOLATED);
        long repaired = count(Verdict.VIOLATED, Verdict.HOLDS);
        if (broken > 0) {
            return "the patch breaks " + situations(broken) + (repaired > 0 ? ", repairs " + situations(repaired) : "");
        }
        if (repaired > 0) {
            return "the patch repairs " + situations(repaired);
        }
        if (before.verdict() == Verdict.INCOMPLETE || after.verdict() == Verdict.INCOMPLETE) {
            return "what the patch does is not known";
        }
        return before.verdict() == after.verdict() ? "the patch changes no verdict" : "the patch changes the verdict";
    }

    /** For each situation its name, and what it showed before and after. */
    List<List<String>> rows() {
        Set<Situation> situations = new LinkedHashSet<>();
        before.findings().forEach(finding -> situations.add(finding.situation()));
        after.findings().forEach(finding -> situations.add(finding.situation()));
        return situations.stream()
                .map(situation -> List.of(situation.toString(), verdict(before, situation), verdict(after, situation)))
                .toList();
    }

    private static String verdict(Review review, Situation situation) {
        return finding(review, situation)
                .map(finding -> finding.verdict().toString())
                .orElse("-");
    }

    private static Optional<Finding> finding(Review review, Situation situation) {
        return review.findings().stream()
                .filter(finding -> finding.situation().equals(situation))
                .findFirst();
    }

    private static String situations(long count) {
        return count + (count == 1 ? " situation" : " situations");
    }

    private long count(Verdict was, Verdict is) {
        return after.findings().stream()
                .filter(finding -> finding.verdict() == is
                        && finding(before, finding.situation())
                                .filter(old -> old.verdict() == was)
                                .isPresent())
                .count();
    }
}
