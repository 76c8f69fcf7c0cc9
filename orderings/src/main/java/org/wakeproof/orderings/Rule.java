// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.orderings;

import org.jspecify.annotations.Nullable;

/**
 * A pair of steps that every ordering which holds has in this order.
 *
 * @param before the step that comes first
 * @param after the step that comes later
 * @param kept an ordering that holds; null for a rule that follows from others
 * @param broken one that does not: the same with these two neighbours exchanged, or for a rule that follows from others, the
 *     one that breaks the fewest rules besides; null where no pair of neighbours shows it
 */
public record Rule(
        Step before,
        Step after,
        @Nullable Judged kept,
        @Nullable Judged broken) {
    /** In words. */
    public String inWords() {
        return before.label() + " before " + after.label();
    }

    boolean isKeptBy(Ordering ordering) {
        return ordering.steps().indexOf(before) < ordering.steps().indexOf(after);
    }
}
