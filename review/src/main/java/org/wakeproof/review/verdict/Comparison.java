// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import java.util.List;
import java.util.stream.IntStream;
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
        int count = Math.max(before.findings().size(), after.findings().size());
        return IntStream.range(0, count)
                .mapToObj(i -> List.of(Situation.USUAL.get(i).toString(), verdict(before, i), verdict(after, i)))
                .toList();
    }

    private static String verdict(Review review, int situation) {
        return situation < review.findings().size()
                ? review.findings().get(situation).verdict().toString()
                : "-";
    }

    private static String situations(long count) {
        return count + (count == 1 ? " situation" : " situations");
    }

    private long count(Verdict was, Verdict is) {
        return IntStream.range(
                        0, Math.min(before.findings().size(), after.findings().size()))
                .filter(i -> before.findings().get(i).verdict() == was
                        && after.findings().get(i).verdict() == is)
                .count();
    }
}
