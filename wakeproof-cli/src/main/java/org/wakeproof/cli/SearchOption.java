// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.util.Locale;
import org.wakeproof.explorer.Options;
import picocli.CommandLine.Option;

/** How systems are explored, for commands that explore many. */
final class SearchOption {
    /** The searches that end with a verdict and a shortest trace. */
    private enum Search {
        BFS,
        SYMBOLIC,
        AUTO;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--search",
            paramLabel = "S",
            description =
                    "bfs, symbolic (all states at once, as sets, nothing reduced), or auto: bfs, and symbolic from"
                            + " 20,000,000 stored states on, in orderings from 500,000 (default: bfs).")
    private Search search = Search.BFS;

    boolean isSymbolic() {
        return search == Search.SYMBOLIC;
    }

    /** Which it is. */
    Options.Order order() {
        return switch (search) {
            case BFS -> Options.Order.BFS;
            case SYMBOLIC -> Options.Order.SYMBOLIC;
            case AUTO -> Options.Order.AUTO;
        };
    }

    /** The same with this search. */
    Options in(Options options) {
        return options.withSearch(order());
    }
}
