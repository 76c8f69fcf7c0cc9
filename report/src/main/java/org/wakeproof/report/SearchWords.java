// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report;

import java.util.Locale;
import org.wakeproof.explorer.Options.Order;

/** What a search is called, and what it counts. */
public final class SearchWords {
    private SearchWords() {}

    /** The name that {@code --search} takes. */
    public static String name(Order search) {
        return search.name().toLowerCase(Locale.ROOT);
    }

    /** What states are that such a search counts, behind their number: a symbolic search stores none. */
    public static String states(Order search) {
        return switch (search) {
            case SYMBOLIC -> "states, explored as sets";
            case AUTO -> "states, stored or explored as sets";
            case BFS, DFS, RANDOM -> "states stored";
        };
    }
}
