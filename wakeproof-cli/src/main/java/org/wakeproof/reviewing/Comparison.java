// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.reviewing;

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
        return before.verdict() == after.verdict() ? "the patch changes no verdict" : "the patch changes the verdict";
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
