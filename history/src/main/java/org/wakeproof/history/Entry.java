// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history;

import java.util.Optional;
import org.wakeproof.explorer.Verdict;

/**
 * A bug, a mutation, a refactoring with a mutation of it, or a suspicious place of today's Xen.
 *
 * @param id as in the catalogue: F01 to F40, M1 to M20, G1 to G6 for refactorings, P1 to P19 for places; with a letter behind
 *     it for one of several that share a number
 * @param year of the fix or the refactoring, and of the commit that brought a place; 0 for a mutation of the ports, and where
 *     it is not known
 * @param kind what it leads to
 * @param title in a few words
 * @param before with the bug
 * @param after without it
 */
public record Entry(String id, int year, String kind, String title, Side before, Side after) {
    /** Both sides, the one with the bug first. */
    public Side side(boolean isAfter) {
        return isAfter ? after : before;
    }

    /** Whether it is there to show that nothing is found: on x86 the bug is none. */
    public boolean isControl() {
        return before.expected() == Verdict.HOLDS;
    }

    static Optional<Entry> find(Iterable<Entry> entries, String id) {
        for (Entry entry : entries) {
            if (entry.id.equalsIgnoreCase(id)) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }
}
