// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * A strongly connected set of states with the steps between them, kept explicitly: can a run go round
 * in it for ever and be fair? States are numbered locally here.
 */
final class RegionGraph {
    /** Makes the steps of a state known. */
    interface Expansion {
        /** Tells the sink every step that stays, and returns the agents that can act, one bit each. */
        long expand(int state, Sink sink);
    }

    /** Where steps are told. */
    interface Sink {
        /** A step to the state with this number, by these agents. */
        void step(int number, int step, long actor);
    }

    private final int[] states;
    private final long[] enabled;
    private final int[][] targets;
    private final long[][] actors;
    private final int[][] vias;

    RegionGraph(int[] numbers, Expansion expansion) {
        states = numbers.clone();
        Arrays.sort(states);
        enabled = new long[states.length];
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
        enabled[state] = expansion.expand(states[state], (number, step, actor) -> {
            int local = Arrays.binarySearch(states, number);
            if (local >= 0) {
                to.push(local);
                via.push(step);
                by.add(actor);
            }
        });
        targets[state] = to.copy(0, to.size());
        vias[state] = via.copy(0, via.size());
        actors[state] = by.stream().mapToLong(Long::longValue).toArray();
    }

    /** The numbers of states among which a run can go round fairly for ever, or null. */
    int[] fairPart() {
        Deque<int[]> parts = new ArrayDeque<>();
        parts.add(all());
        while (!parts.isEmpty()) {
            int[] part = parts.remove();
            BitSet inside = new BitSet();
            for (int state : part) {
                inside.set(state);
            }
            long able = 0;
            long acting = 0;
            for (int state : part) {
                able |= enabled[state];
                acting |= acting(state, inside);
            }
            long starved = able & ~acting;
            if (acting != 0 && starved == 0) {
                return numbers(part);
            }
            if (acting == 0) {
                continue;
            }
            BitSet rest = new BitSet();
            for (int state : part) {
                if ((enabled[state] & starved) == 0) {
                    rest.set(state);
                }
            }
            parts.addAll(components(rest));
        }
        return null;
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

    /** Steps from a state back to it, in which each of these agents acts; always to the nearest next. */
    List<Integer> round(int from, long agentsToAct) {
        int start = Arrays.binarySearch(states, from);
        List<Integer> round = new ArrayList<>();
        long missing = agentsToAct;
        int at = start;
        while (missing != 0) {
            List<Integer> leg = nearest(at, missing, -1);
            for (int edge : leg) {
                missing &= ~actors[at][edge];
                round.add(vias[at][edge]);
                at = targets[at][edge];
            }
        }
        for (int edge : at == start ? List.<Integer>of() : nearest(at, 0, start)) {
            round.add(vias[at][edge]);
            at = targets[at][edge];
        }
        return round;
    }

    /** The edges of a shortest path whose last step is by one of the agents, or leads to the goal. */
    private List<Integer> nearest(int from, long by, int goal) {
        int[] parent = new int[states.length];
        int[] parentEdge = new int[states.length];
        Arrays.fill(parent, -1);
        Deque<Integer> open = new ArrayDeque<>(List.of(from));
        parent[from] = from;
        while (true) {
            int at = open.remove();
            for (int edge = 0; edge < targets[at].length; edge++) {
                int next = targets[at][edge];
                if ((actors[at][edge] & by) != 0 || next == goal) {
                    List<Integer> path = new ArrayList<>(List.of(edge));
                    for (int back = at; back != from; back = parent[back]) {
                        path.add(0, parentEdge[back]);
                    }
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

    private int[] all() {
        int[] all = new int[states.length];
        Arrays.setAll(all, state -> state);
        return all;
    }

    private int[] numbers(int[] part) {
        return Arrays.stream(part).map(state -> states[state]).toArray();
    }

    private long acting(int state, BitSet inside) {
        long acting = 0;
        for (int edge = 0; edge < targets[state].length; edge++) {
            if (inside.get(targets[state][edge])) {
                acting |= actors[state][edge];
            }
        }
        return acting;
    }

    /** Strongly connected components, Tarjan again, of the states that are left. */
    private List<int[]> components(BitSet rest) {
        List<int[]> found = new ArrayList<>();
        int[] seen = new int[states.length];
        int[] least = new int[states.length];
        int[] edge = new int[states.length];
        BitSet open = new BitSet();
        IntStack stack = new IntStack();
        int time = 0;
        for (int root = rest.nextSetBit(0); root >= 0; root = rest.nextSetBit(root + 1)) {
            if (seen[root] != 0) {
                continue;
            }
            IntStack path = new IntStack();
            path.push(root);
            while (path.size() > 0) {
                int state = path.peek();
                if (seen[state] == 0) {
                    seen[state] = least[state] = ++time;
                    open.set(state);
                    stack.push(state);
                }
                if (edge[state] < targets[state].length) {
                    int next = targets[state][edge[state]++];
                    if (rest.get(next) && seen[next] == 0) {
                        path.push(next);
                    } else if (rest.get(next) && open.get(next)) {
                        least[state] = Math.min(least[state], seen[next]);
                    }
                    continue;
                }
                path.pop();
                if (path.size() > 0) {
                    least[path.peek()] = Math.min(least[path.peek()], least[state]);
                }
                if (least[state] == seen[state]) {
                    int start = stack.size();
                    do {
                        start--;
                        open.clear(stack.get(start));
                    } while (stack.get(start) != state);
                    found.add(stack.copy(start, stack.size()));
                    stack.truncate(start);
                }
            }
        }
        return found;
    }
}
