// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.property;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.wakeproof.explorer.model.Limits;
import org.wakeproof.explorer.store.Components;
import org.wakeproof.explorer.store.IntStack;

/**
 * A set of states with the steps between them, kept explicitly: can a run go round in it for ever and
 * be fair? States are numbered locally here.
 */
final class RegionGraph {
    /** Makes the steps of a state known. */
    interface Expansion {
        /** Tells the sink who can act in a state, and every step that stays. */
        void expand(int state, Sink sink);
    }

    /** Where agents, one bit each, and steps are told. */
    interface Sink {
        /** The agents that can act, and those of them that poll. */
        void agents(long able, long polling);

        /** A step to the state with this number, by these agents. */
        void step(int number, int step, long actor);
    }

    /** After so many states, limits are looked at. */
    private static final int PORTION = 1 << 12;

    private final Limits limits;
    private final int[] states;
    /** By state, who can act. */
    private final long[] enabled;
    /** By state, who can act and polls, so that it may miss every such state. */
    private final long[] polling;

    private final int[][] targets;
    private final long[][] actors;
    private final int[][] vias;

    /**
     * Makes the steps between states explicit.
     *
     * @throws Limits.Hit here and later, if the run is to stop
     */
    RegionGraph(int[] numbers, Expansion expansion, Limits limits) {
        this.limits = limits;
        states = numbers.clone();
        Arrays.sort(states);
        enabled = new long[states.length];
        polling = new long[states.length];
        targets = new int[states.length][];
        actors = new long[states.length][];
        vias = new int[states.length][];
        for (int state = 0; state < states.length; state++) {
            expand(state, expansion);
        }
    }

    private void expand(int state, Expansion expansion) {
        IntStack to = new IntStack();
        IntStack via = new IntStack();
        List<Long> by = new ArrayList<>();
        expansion.expand(states[state], new Sink() {
            @Override
            public void agents(long able, long pollers) {
                enabled[state] = able;
                polling[state] = pollers;
            }

            @Override
            public void step(int number, int step, long actor) {
                int local = Arrays.binarySearch(states, number);
                if (local >= 0) {
                    to.push(local);
                    via.push(step);
                    by.add(actor);
                }
            }
        });
        targets[state] = to.copy(0, to.size());
        vias[state] = via.copy(0, via.size());
        actors[state] = by.stream().mapToLong(Long::longValue).toArray();
    }

    /** The numbers of states among which a run can go round fairly for ever. */
    int @Nullable [] fairPart() {
        Components components = new Components(targets, limits::check);
        Deque<int[]> parts =
                new ArrayDeque<>(components.of(IntStream.range(0, states.length).toArray()));
        while (!parts.isEmpty()) {
            limits.check();
            int[] part = parts.remove();
            components.choose(part);
            long ableAtTimes = 0;
            long ableAlways = -1;
            long acting = 0;
            for (int state : part) {
                ableAtTimes |= enabled[state] & ~polling[state];
                ableAlways &= enabled[state];
                acting |= acting(state, components);
            }
            if (acting == 0 || (ableAlways & ~acting) != 0) {
                continue;
            }
            long starved = ableAtTimes & ~acting;
            if (starved == 0) {
                return numbers(part);
            }
            parts.addAll(components.of(Arrays.stream(part)
                    .filter(state -> (enabled[state] & ~polling[state] & starved) == 0)
                    .toArray()));
        }
        return null;
    }

    /** The steps of a shortest way from one state to one of the others. */
    List<Integer> way(int from, int[] others) {
        BitSet wanted = new BitSet();
        for (int other : others) {
            wanted.set(Arrays.binarySearch(states, other));
        }
        int at = Arrays.binarySearch(states, from);
        List<Integer> way = new ArrayList<>();
        if (!wanted.get(at)) {
            for (int edge : nearest(at, (state, next) -> wanted.get(targets[state][next]))) {
                way.add(vias[at][edge]);
                at = targets[at][edge];
            }
        }
        return way;
    }

    /** The agents that act in it. */
    long acting() {
        long acting = 0;
        for (long[] by : actors) {
            for (long actor : by) {
                acting |= actor;
            }
        }
        return acting;
    }

    /** The agents that could act in it at times and never do: each polls, and looks in other moments. */
    long missing() {
        long able = 0;
        for (long agents : enabled) {
            able |= agents;
        }
        return able & ~acting();
    }

    /**
     * Steps from a state back to it, in which everybody acts who acts in it, and which lead everybody who is missing
     * through a state in which it cannot act; always to the nearest next.
     */
    List<Integer> round(int from) {
        int start = Arrays.binarySearch(states, from);
        List<Integer> round = new ArrayList<>();
        long toAct = acting();
        long toMiss = missing() & enabled[start];
        int at = start;
        while (toAct != 0 || toMiss != 0) {
            long actors = toAct;
            long missers = toMiss;
            for (int edge : nearest(
                    at,
                    (state, way) -> (this.actors[state][way] & actors) != 0
                            || (missers & ~enabled[targets[state][way]]) != 0)) {
                toAct &= ~this.actors[at][edge];
                round.add(vias[at][edge]);
                at = targets[at][edge];
                toMiss &= enabled[at];
            }
        }
        if (at != start) {
            for (int edge : nearest(at, (state, way) -> targets[state][way] == start)) {
                round.add(vias[at][edge]);
                at = targets[at][edge];
            }
        }
        return round;
    }

    private interface Goal {
        boolean isReachedBy(int state, int edge);
    }

    /** The edges of a shortest path whose last step is one that is wanted. */
    private List<Integer> nearest(int from, Goal goal) {
        int[] parent = new int[states.length];
        int[] parentEdge = new int[states.length];
        Arrays.fill(parent, -1);
        Deque<Integer> open = new ArrayDeque<>(List.of(from));
        parent[from] = from;
        for (int looked = 1; true; looked++) {
            if (looked % PORTION == 0) {
                limits.check();
            }
            int at = open.remove();
            for (int edge = 0; edge < targets[at].length; edge++) {
                int next = targets[at][edge];
                if (goal.isReachedBy(at, edge)) {
                    List<Integer> path = new ArrayList<>(List.of(edge));
                    for (int back = at; back != from; back = parent[back]) {
                        path.add(parentEdge[back]);
                    }
                    Collections.reverse(path);
                    return path;
                }
                if (parent[next] < 0) {
                    parent[next] = at;
                    parentEdge[next] = edge;
                    open.add(next);
                }
            }
        }
    }

    private int[] numbers(int[] part) {
        return Arrays.stream(part).map(state -> states[state]).toArray();
    }

    private long acting(int state, Components inside) {
        long acting = 0;
        for (int edge = 0; edge < targets[state].length; edge++) {
            if (inside.isChosen(targets[state][edge])) {
                acting |= actors[state][edge];
            }
        }
        return acting;
    }
}
