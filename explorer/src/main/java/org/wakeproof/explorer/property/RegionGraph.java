// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.property;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
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

        /** Whether steps that stay, also by way of other states, lead from this one to where an agent can act. */
        boolean leadsToWhereCanAct(int state, long agent);
    }

    /** Where agents, one bit each, and steps are told. */
    interface Sink {
        /** The agents that can act, and those of them that poll. */
        void agents(long able, long polling);

        /** The agent, of one that can be held, that could act if nobody held it; and who holds it. */
        void held(long agent, long holders);

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

    /** By state, who could act if nobody held it. */
    private final long[] held;
    /** By state, who holds somebody. */
    private final long[] holders;

    private final Expansion expansion;
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
        this.expansion = expansion;
        states = numbers.clone();
        Arrays.sort(states);
        enabled = new long[states.length];
        polling = new long[states.length];
        held = new long[states.length];
        holders = new long[states.length];
        targets = new int[states.length][];
        actors = new long[states.length][];
        vias = new int[states.length][];
        for (int state = 0; state < states.length; state++) {
            expand(state);
        }
    }

    private void expand(int state) {
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
            public void held(long agent, long by) {
                held[state] = agent;
                holders[state] = by;
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

    /**
     * The numbers of states among which a run can go round fairly for ever: who can act at times, other than to poll, does
     * act, and so does who can act all the time; and who never acts is not kept waiting at times by holders that all let go
     * at times, if it could act in the end.
     */
    int @Nullable [] fairPart() {
        Components components = new Components(targets, limits::check);
        Deque<int[]> parts =
                new ArrayDeque<>(components.of(IntStream.range(0, states.length).toArray()));
        while (!parts.isEmpty()) {
            limits.check();
            int[] part = parts.remove();
            components.choose(part);
            long acting = 0;
            for (int state : part) {
                acting |= acting(state, components);
            }
            if (acting == 0 || (always(part, enabled) & ~acting) != 0) {
                continue;
            }
            long starved = atTimes(part, this::urged) & ~acting;
            long waiting = atTimes(part, state -> held[state]) & ~acting;
            if (starved != 0) {
                parts.addAll(components.of(where(part, state -> (urged(state) & starved) == 0)));
            } else if (waiting == 0
                    || always(part, holders) != 0
                    || !expansion.leadsToWhereCanAct(states[part[0]], waiting)) {
                return numbers(part);
            } else {
                parts.addAll(components.of(where(part, state -> (held[state] & waiting) == 0)));
                long rest = atTimes(part, state -> holders[state]);
                for (; rest != 0; rest &= rest - 1) {
                    long holder = Long.lowestOneBit(rest);
                    parts.addAll(components.of(where(part, state -> (holders[state] & holder) != 0)));
                }
            }
        }
        return null;
    }

    /** Who can act in a state, other than to poll. */
    private long urged(int state) {
        return enabled[state] & ~polling[state];
    }

    private static long atTimes(int[] part, IntToLongFunction agents) {
        long some = 0;
        for (int state : part) {
            some |= agents.applyAsLong(state);
        }
        return some;
    }

    private static long always(int[] part, long[] agents) {
        long all = -1;
        for (int state : part) {
            all &= agents[state];
        }
        return all;
    }

    private static int[] where(int[] part, IntPredicate wanted) {
        return Arrays.stream(part).filter(wanted).toArray();
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
