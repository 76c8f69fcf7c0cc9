// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether a function may come to the same operation again with nothing changed that it knows: a loop that does not only count. */
final class GoesBack {
    private final Map<Snapshot, Set<Snapshot>> next = new HashMap<>();
    private final Map<Snapshot, Integer> into = new HashMap<>();

    /** It may go on with this from there. */
    void step(Snapshot at, Snapshot target) {
        if (next.computeIfAbsent(at, key -> new HashSet<>()).add(target)) {
            into.merge(target, 1, Integer::sum);
        }
    }

    /** The first operation, by its number, that may come again; empty if none may. */
    Optional<Integer> first() {
        return left().keySet().stream().map(Snapshot::position).min(Integer::compare);
    }

    /** Takes away what nothing leads to, for as long as there is any: what is left goes round, or lies behind that. */
    private Map<Snapshot, Integer> left() {
        Map<Snapshot, Integer> left = new HashMap<>(into);
        Deque<Snapshot> open = new ArrayDeque<>();
        next.keySet().stream().filter(at -> !left.containsKey(at)).forEach(open::add);
        while (!open.isEmpty()) {
            for (Snapshot target : next.getOrDefault(open.poll(), Set.of())) {
                if (left.merge(target, -1, Integer::sum) == 0) {
                    left.remove(target);
                    open.add(target);
                }
            }
        }
        return left;
    }
}
