// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
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
    private final Set<Snapshot> relevant = new LinkedHashSet<>();
    private final Set<Instruction> passed = new LinkedHashSet<>();
    private boolean mayStop;

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
        mayStop |= nexts.isEmpty();
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
        boolean isCompared = graph.size() <= MAX_COMPARED;
        Map<Snapshot, BitSet> ends = isCompared ? ends() : Map.of();
        graph.forEach((at, nexts) -> {
            if (nexts.size() > 1
                    && (!isCompared
                            || nexts.stream()
                                            .map(next -> ends.get(next.target()))
                                            .distinct()
                                            .count()
                                    > 1)) {
                relevant.add(at);
            }
        });
    }

    /** Which ends can be reached from each place: found from the ends backwards, as there are few of them. */
    private Map<Snapshot, BitSet> ends() {
        Map<Snapshot, Integer> numbers = new HashMap<>();
        graph.keySet().forEach(at -> numbers.put(at, numbers.size()));
        List<List<Integer>> before = new ArrayList<>();
        List<BitSet> ends = new ArrayList<>();
        graph.keySet().forEach(at -> {
            before.add(new ArrayList<>());
            ends.add(new BitSet());
        });
        List<Integer> last = new ArrayList<>();
        graph.forEach((at, nexts) -> {
            int number = numbers.get(at);
            nexts.forEach(next -> before.get(numbers.get(next.target())).add(number));
            if (nexts.isEmpty()) {
                last.add(number);
            }
        });
        for (int end : last) {
            Deque<Integer> open = new ArrayDeque<>(List.of(end));
            while (!open.isEmpty()) {
                int at = open.poll();
                if (!ends.get(at).get(end)) {
                    ends.get(at).set(end);
                    open.addAll(before.get(at));
                }
            }
        }
        Map<Snapshot, BitSet> result = new HashMap<>();
        numbers.forEach((at, number) -> result.put(at, ends.get(number)));
        return result;
    }

    /** Whether it may come to where the machine has crashed, which is no place to get to. */
    boolean mayStop() {
        return mayStop;
    }

    /** Where it can get to; none where it goes round for ever, or does not go on. */
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
