// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.orders;

import java.util.List;
import java.util.Optional;

/** Makes a handler that is judged wrongly as small as it gets: statements are left out, or what is in them stands for them. */
final class Small {
    private Small() {}

    static Handler of(Handler handler, Oracle.Answer expected) {
        Handler smallest = handler;
        Optional<Handler> smaller = smaller(smallest, expected);
        while (smaller.isPresent()) {
            smallest = smaller.get();
            smaller = smaller(smallest, expected);
        }
        return smallest;
    }

    private static Optional<Handler> smaller(Handler handler, Oracle.Answer expected) {
        List<List<Statement>> blocks = handler.blocks();
        for (int block = 0; block < blocks.size(); block++) {
            for (int at = 0; at < blocks.get(block).size(); at++) {
                for (boolean keepsInside : new boolean[] {false, true}) {
                    Handler candidate = without(handler, block, at, keepsInside);
                    if (candidate != null && isFault(candidate, expected)) {
                        return Optional.of(candidate);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Handler without(Handler handler, int block, int at, boolean keepsInside) {
        Handler copy = handler.copy();
        List<Statement> changed = copy.blocks().get(block);
        Statement gone = changed.remove(at);
        List<Statement> inside = gone.blocks().stream().flatMap(List::stream).toList();
        if (keepsInside) {
            changed.addAll(at, inside);
        }
        return gone instanceof Statement.Label || keepsInside && inside.isEmpty() ? null : copy;
    }

    private static boolean isFault(Handler handler, Oracle.Answer expected) {
        return Judged.expected(handler) == expected && new Judged(expected, Judged.review(handler)).isFault();
    }
}
