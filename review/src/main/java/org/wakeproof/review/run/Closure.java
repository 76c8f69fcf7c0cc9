// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wakeproof.review.TooMuchCode;
import org.wakeproof.review.code.Instruction;

/** All that the code can do between one operation and the next, whatever the conditions are that nobody knows. */
final class Closure {
    /** More places than this are no idle handler's. */
    private static final int MAX_PLACES = 20_000;
    /** Beyond this every condition counts as one that matters. */
    private static final int MAX_COMPARED = 1_000;

    private record Edge(Snapshot from, Supposition supposition) {}

    private final Advance advance;
    private final Map<Snapshot, List<Advance.Next>> graph = new LinkedHashMap<>();
    private final Map<Snapshot, Edge> reachedBy = new HashMap<>();
    private final List<Snapshot> outcomes = new ArrayList<>();
    private final Set<Snapshot> relevant = new HashSet<>();
    private final Set<Instruction> passed = new LinkedHashSet<>();

    /**
     * Follows all ways.
     *
     * @throws TooMuchCode if there are far too many; the message says so in one line
     */
    Closure(Advance advance, Snapshot start) {
        this.advance = advance;
        Snapshot first = advance.run(start, passed);
        reachedBy.put(first, null);
        Deque<Snapshot> open = new ArrayDeque<>(List.of(first));
        while (!open.isEmpty()) {
            expand(open.poll(), open);
        }
        markRelevant();
    }

    private void expand(Snapshot at, Deque<Snapshot> open) {
        if (advance.isOutcome(at)) {
            outcomes.add(at);
            graph.put(at, List.of());
            return;
        }
        List<Advance.Next> nexts = advance.fork(at, passed);
        graph.put(at, nexts);
        for (Advance.Next next : nexts) {
            if (!reachedBy.containsKey(next.target())) {
                reachedBy.put(next.target(), new Edge(at, next.supposition()));
                open.add(next.target());
            }
        }
        if (reachedBy.size() > MAX_PLACES) {
            throw new TooMuchCode(
                    "too many conditions that nobody knows lie between two operations; bind some of them");
        }
    }

    private void markRelevant() {
        graph.forEach((at, nexts) -> {
            if (nexts.size() > 1
                    && (graph.size() > MAX_COMPARED
                            || nexts.stream()
                                            .map(next -> reachable(next.target()))
                                            .distinct()
                                            .count()
                                    > 1)) {
                relevant.add(at);
            }
        });
    }

    private Set<Snapshot> reachable(Snapshot from) {
        Set<Snapshot> seen = new HashSet<>(Set.of(from));
        Set<Snapshot> ends = new HashSet<>();
        Deque<Snapshot> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            Snapshot at = open.poll();
            List<Advance.Next> nexts = graph.get(at);
            if (nexts.isEmpty()) {
                ends.add(at);
            }
            for (Advance.Next next : nexts) {
                if (seen.add(next.target())) {
                    open.add(next.target());
                }
            }
        }
        return ends;
    }

    /** Where it can get to; none where it goes round for ever. */
    List<Way> ways() {
        return outcomes.stream()
                .map(outcome -> new Way(outcome, suppositions(outcome)))
                .toList();
    }

    private List<Supposition> suppositions(Snapshot outcome) {
        List<Supposition> result = new ArrayList<>();
        for (Edge edge = reachedBy.get(outcome); edge != null; edge = reachedBy.get(edge.from)) {
            if (relevant.contains(edge.from) && edge.supposition != null) {
                result.add(0, edge.supposition);
            }
        }
        return result;
    }

    /** What was supposed and makes a difference. */
    Set<Supposition> relevantSuppositions() {
        Set<Supposition> result = new LinkedHashSet<>();
        for (Snapshot at : relevant) {
            graph.get(at).stream()
                    .map(Advance.Next::supposition)
                    .filter(each -> each != null)
                    .forEach(result::add);
        }
        return result;
    }

    /** Instructions that were passed over without effect. */
    Set<Instruction> passed() {
        return passed;
    }
}
