// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.orderings;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a step can be left out.
 *
 * @param step which
 * @param orderings how many there are without it; 0 where structure asks for it
 * @param holding how many of these hold
 * @param open how many of these were not explored to their end
 * @param example one that holds if there is one, else the path as it is without the step; null where there is none
 */
public record Guard(
        Step step,
        int orderings,
        long holding,
        long open,
        @Nullable Judged example) {
    /** Looks at all orderings that leave the step out, in the order in which they were made. */
    static Guard of(Step step, List<Judged> without) {
        Judged example = without.stream()
                .min(Comparator.comparing(judged -> !judged.holds()))
                .orElse(null);
        return new Guard(
                step,
                without.size(),
                without.stream().filter(Judged::holds).count(),
                without.stream()
                        .filter(judged -> judged.judgement() == Judgement.INCOMPLETE)
                        .count(),
                example);
    }

    /** Whether no ordering without the step holds. */
    public boolean isNeeded() {
        return holding == 0 && open == 0;
    }

    /** The same in words. */
    public String inWords() {
        if (orderings == 0) {
            return "always there: without it there is no legal ordering";
        }
        if (holding == 0 && open > 0) {
            return "not known: " + open + " of " + orderings + " without it were not explored to their end";
        }
        return (isNeeded() ? "needed: none" : "not needed: " + holding) + " of " + orderings + " without it "
                + (holding > 1 ? "hold" : "holds");
    }
}
