// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.browse;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.explorer.Walk;
import org.wakeproof.explorer.Walk.Position;

/** The path that was walked last, so that one which begins in the same way need not be walked from the start. */
final class Walked {
    private List<Integer> moves = List.of();
    private List<Position> positions;

    Walked(Walk walk) {
        positions = List.of(walk.start());
    }

    /**
     * The positions on a path, the start first.
     *
     * @throws IllegalArgumentException if there is no such path; the message says which step is wrong
     */
    synchronized List<Position> along(Route route) {
        int known = 0;
        while (known < Math.min(moves.size(), route.moves().size())
                && moves.get(known).equals(route.moves().get(known))) {
            known++;
        }
        List<Position> along = new ArrayList<>(positions.subList(0, known + 1));
        for (int step = known; step < route.moves().size(); step++) {
            along.add(take(along.get(step), route.moves().get(step), step));
        }
        moves = route.moves();
        positions = List.copyOf(along);
        return positions;
    }

    private static Position take(Position from, int move, int number) {
        try {
            return from.take(move);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("step " + (number + 1) + " of the path: " + e.getMessage(), e);
        }
    }
}
