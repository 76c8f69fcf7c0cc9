// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.wakeproof.explorer.Nearest;
import org.wakeproof.explorer.Nearest.Turn;

/** Says how near runs come to what is never met. */
public final class NearestPlaces {
    /** Of what is seen at a place; more of it tells nothing more. */
    private static final int MOST_SEEN = 3;

    private static final int MOST_FUNCTIONS = 3;

    private NearestPlaces() {}

    /** A sentence for each place at which all runs turn the same way, the nearest first. */
    public static List<String> of(Nearest nearest) {
        List<String> sentences = new ArrayList<>(
                nearest.turns().stream().map(NearestPlaces::sentence).toList());
        if (nearest.run().isEmpty()) {
            sentences.add("a run to that place is not shown: a limit ended the search for it");
        }
        return sentences;
    }

    private static String sentence(Turn turn) {
        String seen =
                turn.seen().stream().limit(MOST_SEEN).map(NearestPlaces::quoted).collect(Collectors.joining(" or "));
        return "CPU" + turn.cpu() + " in " + last(turn.functions(), MOST_FUNCTIONS) + ": always " + seen
                + (turn.seen().size() > MOST_SEEN ? " or another" : "") + ", never " + quoted(turn.missing())
                + "; behind that the code goes on to " + turn.then() + " (" + last(turn.thenFunctions(), 1) + ")";
    }

    private static String quoted(String words) {
        return "'" + words + "'";
    }

    private static String last(String functions, int most) {
        List<String> names = List.of(functions.split(" > "));
        return String.join(" > ", names.subList(Math.max(0, names.size() - most), names.size()));
    }
}
