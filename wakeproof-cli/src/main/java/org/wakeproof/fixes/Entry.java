// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.fixes;

import java.util.Optional;

/**
 * A bug or a mutation.
 *
 * @param id as in the catalogue: F01 to F40, M1 to M20; with a letter behind it where one of them is several bugs
 * @param year of the fix; 0 for a mutation
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

    static Optional<Entry> find(Iterable<Entry> entries, String id) {
        for (Entry entry : entries) {
            if (entry.id.equalsIgnoreCase(id)) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }
}
