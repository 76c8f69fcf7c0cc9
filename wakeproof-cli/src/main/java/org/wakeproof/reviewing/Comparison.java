// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.reviewing;

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
        Verdict was = before.verdict();
        Verdict is = after.verdict();
        if (was == is) {
            return "the patch changes no verdict";
        }
        if (is == Verdict.VIOLATED) {
            return "the patch breaks it";
        }
        return was == Verdict.VIOLATED && is == Verdict.HOLDS
                ? "the patch repairs it"
                : "the patch changes the verdict";
    }
}
