// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.wakeproof.machine.Violation;

/**
 * Decides {@link Property.Leaves} for one state of the region after another: is there a fair run of
 * internal steps that stays? Such a run ends up in a strongly connected component of the region in
 * which every agent that can act again and again does act, or in a state without a step.
 *
 * <p>Tarjan's algorithm over the part of the region that is reachable inside the region, made as it
 * goes. What has been decided stays decided, so each state is looked at once however many states are
 * asked about.
 */
final class RegionCheck {
    private static final int UNSEEN = 0;

    private final Property.Leaves property;
    private final Stepper stepper;
    private final Agents agents;
    private final StateIndex index;
    private final PackedState current;

    private int[] order = new int[1 << 10];
    private int[] low = new int[1 << 10];
    private final BitSet onStack = new BitSet();
    private final BitSet selfLoop = new BitSet();
    private final IntStack component = new IntStack();
    private final IntStack edges = new IntStack();
    private int clock;
    /** Where a fair run can stay: numbers of a component's states, once one is found. */
    private int[] trap;

    /**
     * A run that stays: steps inside the region to where it can go round, and one round in which
     * every agent acts that can; the round is empty where nothing can happen any more.
     */
    record Stay(List<Integer> way, List<Integer> round, long actingAgents) {
        List<Integer> steps() {
            List<Integer> all = new ArrayList<>(way);
            all.addAll(round);
            return all;
        }
    }

    RegionCheck(Property.Leaves property, Stepper stepper, Agents agents, int words) {
        this.property = property;
        this.stepper = stepper;
        this.agents = agents;
        this.index = new StateIndex(words);
        this.current = new PackedState(words);
    }

    Property.Leaves property() {
        return property;
    }

    long bytes() {
        return index.bytes() + 8L * order.length;
    }

    int size() {
        return index.size();
    }

    /** Whether a fair run can stay in the region from this state, which is in it. */
    boolean canStay(long[] state) {
        int root = index.number(state);
        ensure(root);
        if (order[root] == UNSEEN) {
            search(root);
        }
        return trap != null;
    }

    private void ensure(int number) {
        if (number >= order.length) {
            int length = Math.max(number + 1, order.length * 2);
            order = Arrays.copyOf(order, length);
            low = Arrays.copyOf(low, length);
        }
    }

    private void search(int root) {
        // A path entry is a state and the place in `edges` below which its unexplored successors end.
        IntStack path = new IntStack();
        IntStack marks = new IntStack();
        enter(root, path, marks);
        while (path.size() > 0 && trap == null) {
            int state = path.peek();
            if (edges.size() > marks.peek()) {
                int next = edges.pop();
                if (order[next] == UNSEEN) {
                    enter(next, path, marks);
                } else if (onStack.get(next)) {
                    low[state] = Math.min(low[state], order[next]);
                }
                continue;
            }
            path.pop();
            marks.pop();
            if (path.size() > 0) {
                low[path.peek()] = Math.min(low[path.peek()], low[state]);
            }
            if (low[state] == order[state]) {
                close(state);
            }
        }
    }

    private void enter(int state, IntStack path, IntStack marks) {
        order[state] = low[state] = ++clock;
        onStack.set(state);
        component.push(state);
        path.push(state);
        marks.push(edges.size());
        index.read(state, current.words);
        boolean[] stepped = {false};
        stepper.expand(current, new Stepper.Sink() {
            @Override
            public void successor(PackedState next, int step) {
                if (!agents.isInternal(step)) {
                    return;
                }
                stepped[0] = true;
                if (property.region().test(next)) {
                    int number = index.number(next.words);
                    ensure(number);
                    if (number == state) {
                        selfLoop.set(state);
                    } else {
                        edges.push(number);
                    }
                }
            }

            @Override
            public void violation(int step, Violation violation) {
                // The run ends there with a violation of its own, which the search reports.
                stepped[0] = true;
            }
        });
        if (!stepped[0]) {
            trap = new int[] {state};
        }
    }

    private void close(int root) {
        int top = component.size();
        int start = top;
        do {
            start--;
            onStack.clear(component.get(start));
        } while (component.get(start) != root);
        if (top - start > 1 || selfLoop.get(root)) {
            int[] states = component.copy(start, top);
            trap = fairPart(new Subgraph(states));
        }
        component.truncate(start);
    }

    /** The states of a strongly connected part in which a run can go round fairly for ever, or null. */
    private int[] fairPart(Subgraph whole) {
        Deque<int[]> parts = new ArrayDeque<>();
        parts.add(whole.all());
        while (!parts.isEmpty()) {
            int[] part = parts.remove();
            BitSet inside = new BitSet();
            for (int state : part) {
                inside.set(state);
            }
            long able = 0;
            long acting = 0;
            for (int state : part) {
                able |= whole.enabled[state];
                acting |= whole.acting(state, inside);
            }
            long starved = able & ~acting;
            if (acting != 0 && starved == 0) {
                return whole.numbers(part);
            }
            if (acting == 0) {
                continue;
            }
            BitSet rest = new BitSet();
            for (int state : part) {
                if ((whole.enabled[state] & starved) == 0) {
                    rest.set(state);
                }
            }
            parts.addAll(whole.components(rest));
        }
        return null;
    }

    /** The steps of a run that stays, found breadth first from the state asked about. */
    Stay stay(long[] from) {
        StateIndex seen = new StateIndex(from.length);
        List<int[]> met = new ArrayList<>();
        long[] words = new long[from.length];
        BitSet trapNumbers = new BitSet();
        for (int state : trap) {
            trapNumbers.set(state);
        }
        seen.number(from);
        met.add(new int[] {-1, 0});
        int[] found = {trapNumbers.get(index.number(from)) ? 0 : -1};
        for (int at = 0; at < met.size() && found[0] < 0; at++) {
            int parent = at;
            seen.read(at, current.words);
            stepper.expand(current, new Stepper.Sink() {
                @Override
                public void successor(PackedState next, int step) {
                    if (found[0] >= 0
                            || !agents.isInternal(step)
                            || !property.region().test(next)) {
                        return;
                    }
                    int number = seen.number(next.words);
                    if (number == met.size()) {
                        met.add(new int[] {parent, step});
                        if (trapNumbers.get(index.number(next.words))) {
                            found[0] = number;
                        }
                    }
                }

                @Override
                public void violation(int step, Violation violation) {
                    // Not a way to stay.
                }
            });
        }
        List<Integer> steps = new ArrayList<>();
        for (int at = found[0]; met.get(at)[0] >= 0; at = met.get(at)[0]) {
            steps.add(met.get(at)[1]);
        }
        Collections.reverse(steps);
        seen.read(found[0], words);
        Subgraph graph = new Subgraph(trap);
        long acting = 0;
        for (int state = 0; state < trap.length; state++) {
            acting |= graph.acting(state, graph.everything);
        }
        return new Stay(steps, acting == 0 ? List.of() : graph.round(index.number(words), acting), acting);
    }

    /** The steps inside a set of states, kept explicitly. States are numbered locally here. */
    private final class Subgraph {
        final int[] states;
        final long[] enabled;
        private final int[][] targets;
        private final long[][] actors;
        private final int[][] vias;
        final BitSet everything = new BitSet();

        Subgraph(int[] numbers) {
            states = numbers.clone();
            Arrays.sort(states);
            enabled = new long[states.length];
            targets = new int[states.length][];
            actors = new long[states.length][];
            vias = new int[states.length][];
            everything.set(0, states.length);
            for (int state = 0; state < states.length; state++) {
                expand(state);
            }
        }

        private void expand(int state) {
            index.read(states[state], current.words);
            enabled[state] = stepper.enabledAgents(current);
            IntStack to = new IntStack();
            IntStack via = new IntStack();
            List<Long> by = new ArrayList<>();
            stepper.expand(current, new Stepper.Sink() {
                @Override
                public void successor(PackedState next, int step) {
                    if (agents.isInternal(step) && property.region().test(next)) {
                        int local = Arrays.binarySearch(states, index.number(next.words));
                        if (local >= 0) {
                            to.push(local);
                            via.push(step);
                            by.add(agents.bit(step));
                        }
                    }
                }

                @Override
                public void violation(int step, Violation violation) {
                    // Leads out.
                }
            });
            targets[state] = to.copy(0, to.size());
            vias[state] = via.copy(0, via.size());
            actors[state] = by.stream().mapToLong(Long::longValue).toArray();
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

        int[] all() {
            int[] all = new int[states.length];
            Arrays.setAll(all, state -> state);
            return all;
        }

        int[] numbers(int[] part) {
            return Arrays.stream(part).map(state -> states[state]).toArray();
        }

        long acting(int state, BitSet inside) {
            long acting = 0;
            for (int edge = 0; edge < targets[state].length; edge++) {
                if (inside.get(targets[state][edge])) {
                    acting |= actors[state][edge];
                }
            }
            return acting;
        }

        /** Strongly connected components, Tarjan again, of the states that are left. */
        List<int[]> components(BitSet rest) {
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
}
