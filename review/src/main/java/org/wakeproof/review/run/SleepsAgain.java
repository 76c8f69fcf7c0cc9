// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wakeproof.review.BoundCall;

/** Whether a function may sleep once more where what woke it was no softirq: with none processed in between. */
final class SleepsAgain {
    private final Map<Snapshot, BoundCall> calls = new HashMap<>();
    private final Map<Snapshot, Set<Snapshot>> next = new HashMap<>();

    /** It does this there, and may go on with these. */
    void step(Snapshot at, BoundCall call, List<Way> ways) {
        calls.put(at, call);
        ways.forEach(way -> next.computeIfAbsent(at, key -> new HashSet<>()).add(way.target()));
    }

    boolean isPossible() {
        Set<Snapshot> seen = new HashSet<>();
        Deque<Snapshot> open = new ArrayDeque<>();
        calls.keySet().stream().filter(this::isSleep).forEach(at -> follow(at, seen, open));
        while (!open.isEmpty()) {
            Snapshot at = open.poll();
            if (isSleep(at)) {
                return true;
            }
            if (!calls.containsKey(at) || !calls.get(at).needsInterruptsOn()) {
                follow(at, seen, open);
            }
        }
        return false;
    }

    private boolean isSleep(Snapshot at) {
        return calls.containsKey(at) && calls.get(at).isSleep();
    }

    private void follow(Snapshot at, Set<Snapshot> seen, Deque<Snapshot> open) {
        next.getOrDefault(at, Set.of()).stream().filter(seen::add).forEach(open::add);
    }
}
