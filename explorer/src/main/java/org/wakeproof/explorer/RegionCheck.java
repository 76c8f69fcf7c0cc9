// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import org.wakeproof.machine.Violation;

/**
 * Decides {@link Property.Leaves} for one state of the region after another: is there a fair run of
 * internal steps that stays? Such a run ends up in a strongly connected component of the region in
 * which every agent that can act again and again does act, or in a state without a step.
 *
 * <p>Tarjan's algorithm over the part of the region that is reachable inside the region, made as it
 * goes. What has been decided stays decided, so each state is looked at once however many states are
 * asked about. Steps are single ones here: a transition of the reduced search would hide who acts in
 * the middle of it, and who could.
 */
final class RegionCheck {
    private static final int UNSEEN = 0;
    /** After so many states, limits are looked at: a region can be as large as the whole space. */
    private static final int PORTION = 1 << 12;

    private final Property.Leaves property;
    private final Limits limits;
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
     * A run that stays: single steps inside the region to where it can go round, and one round in which
     * every agent acts that can, or polls and misses its chances; the round is empty where nothing can happen any more.
     */
    record Stay(List<Integer> way, List<Integer> round, long actingAgents, long missingAgents) {
        /** No step at all. */
        static final Stay NONE = new Stay(List.of(), List.of(), 0, 0);
    }

    RegionCheck(Property.Leaves property, Model model, Limits limits) {
        this.property = property;
        this.limits = limits;
        this.stepper = model.singleStepper();
        this.agents = model.agents;
        this.index = new StateIndex(model.layout.words());
        this.current = model.state();
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

    /**
     * Whether a fair run can stay in the region from this state, which is in it.
     *
     * @throws Limits.Hit if the run is to stop
     */
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
            if (clock % PORTION == 0) {
                limits.check(index.size(), bytes());
            }
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
            trap = graph(states).fairPart();
        }
        component.truncate(start);
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
        RegionGraph graph = graph(trap);
        return new Stay(steps, graph.round(index.number(words)), graph.acting(), graph.missing());
    }

    /** A set of states with the internal steps between them, made explicit. */
    private RegionGraph graph(int[] states) {
        return new RegionGraph(states, this::expand, limits);
    }

    private void expand(int state, RegionGraph.Sink sink) {
        index.read(state, current.words);
        sink.agents(stepper.enabledAgents(current), stepper.pollingAgents(current));
        stepper.expand(current, new Stepper.Sink() {
            @Override
            public void successor(PackedState next, int step) {
                if (agents.isInternal(step) && property.region().test(next)) {
                    sink.step(index.number(next.words), step, agents.bit(step));
                }
            }

            @Override
            public void violation(int step, Violation violation) {
                // Leads out.
            }
        });
    }
}
