// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.property;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.explorer.model.Agents;
import org.wakeproof.explorer.model.Limits;
import org.wakeproof.explorer.model.Model;
import org.wakeproof.explorer.model.PackedState;
import org.wakeproof.explorer.model.Paths;
import org.wakeproof.explorer.model.Stepper;
import org.wakeproof.explorer.store.IntStack;
import org.wakeproof.explorer.store.StateIndex;
import org.wakeproof.machine.Clock;
import org.wakeproof.machine.Step;
import org.wakeproof.machine.Violation;

/**
 * Decides {@link Property.Leaves} for one state of the region after another: is there a fair run of
 * internal steps that stays? Such a run ends up in a strongly connected component of the region in
 * which every agent that can act again and again does act, or in a state without a step.
 *
 * <p>Tarjan's algorithm over the part of the region that is reachable inside the region, made as it
 * goes. What has been decided stays decided, so each state is looked at once however many states are
 * asked about. Steps are single ones: a transition of the reduced search would hide who acts in the
 * middle of it, and who could.
 *
 * <p>A large region is first looked at by one run from the state asked about ({@link FairRun}), and then by transitions, which
 * are fewer. Where those go round, the single steps that they are made of say whether the run is fair: so a run that is
 * found stays, but that there is none is said by single steps only. Both are given up where the region turns out to be larger
 * than it is worth: a look is to take no longer than the search that asks.
 */
public final class RegionCheck {
    private static final int UNSEEN = 0;
    /** After so many states, limits are looked at: a region can be as large as the whole space. */
    private static final int PORTION = 1 << 12;

    /** So many times as long as to store a state it takes to find out whether a run through it and others can be fair. */
    private static final int SLOWER = 4;

    /** In place of {@link #low}. A set of bits instead would be searched for its new end each time that the last state leaves it. */
    private static final int COMPLETE = Integer.MAX_VALUE;

    private final Property.Leaves property;
    private final Model model;
    private final Limits limits;
    private final LongSupplier besides;
    /** What the region is gone through by. */
    private final Stepper stepper;

    private final Stepper singleStepper;
    /** The same by transitions; null where transitions are single steps, and in itself. */
    private final RegionCheck ahead;

    private final Agents agents;
    private final StateIndex index;
    private final PackedState current;

    private int[] order = new int[1 << 10];
    /** By state that has been seen: the least order that it leads back to, or that its component is complete. */
    private int[] low = new int[1 << 10];

    private final BitSet selfLoop = new BitSet();
    private final IntStack component = new IntStack();
    private final IntStack edges = new IntStack();
    private int clock;
    /** Whether the region has turned out to be large. */
    private boolean isLarge;

    /** A large region is gone through by so many states, and by twice as many each time that this was too few. */
    private int patience;
    /** Null where the region is gone through by transitions. */
    private final FairRun fairRun;
    /** Where a fair run can stay: numbers of states, once they are found. */
    private int[] trap;
    /** The trap, and other states from which steps lead into it. */
    private int[] around;

    /**
     * A run that stays: single steps inside the region to where it can go round, and one round in which
     * every agent acts that can, or polls and misses its chances; the round is empty where nothing can happen any more.
     * Time may stand still in it because of samples of now: while they are held the clock cannot act.
     */
    public record Stay(
            List<Integer> way, List<Integer> round, long actingAgents, long missingAgents, boolean isTimeHeld) {
        /** No step at all. */
        static final Stay NONE = new Stay(List.of(), List.of(), 0, 0, false);
    }

    /** What is known of a state after a look. */
    public enum Answer {
        STAYS,
        LEAVES,
        OPEN
    }

    /**
     * A check of any number of states.
     *
     * @param besides says how many bytes the search holds besides
     */
    public RegionCheck(Property.Leaves property, Model model, Limits limits, LongSupplier besides) {
        this(property, model, limits, besides, model.singleStepper());
    }

    private RegionCheck(Property.Leaves property, Model model, Limits limits, LongSupplier besides, Stepper stepper) {
        this.besides = besides;
        this.property = property;
        this.model = model;
        this.limits = limits;
        this.stepper = stepper;
        this.singleStepper = model.singleStepper();
        this.ahead = model.fuse && !stepper.isFusing()
                ? new RegionCheck(property, model, limits, () -> besides.getAsLong() + ownBytes(), model.stepperAhead())
                : null;
        this.agents = model.agents;
        this.index = new StateIndex(model.layout.words());
        this.current = model.state();
        this.patience = Math.max(1, limits.largeRegion());
        this.fairRun = stepper.isFusing() ? null : new FairRun(property, model);
    }

    public Property.Leaves property() {
        return property;
    }

    public long bytes() {
        return ownBytes() + (ahead == null ? 0 : ahead.bytes());
    }

    private long ownBytes() {
        return index.bytes() + 8L * order.length;
    }

    /**
     * Whether a fair run can stay in the region from this state, which is in it.
     *
     * @throws Limits.Hit if the run is to stop
     */
    public boolean canStay(long[] state) {
        if (ahead != null && look(state, Long.MAX_VALUE) != Answer.OPEN) {
            return trap != null || ahead.trap != null;
        }
        if (!decide(state, limits.largeRegion()) && !staysByTurns(state)) {
            decide(state, Integer.MAX_VALUE);
        }
        return trap != null;
    }

    /**
     * The same, unless the region is large and the search reduced: then only some of the runs that could stay are looked at,
     * and where none of them does, the answer is {@link Answer#OPEN}.
     *
     * @param states how many states of a large region all looks together may go through
     */
    public Answer look(long[] state, long states) {
        isLarge = isLarge || !decide(state, ahead == null ? Integer.MAX_VALUE : limits.largeRegion());
        if (!isLarge || isDecided(state)) {
            return trap != null ? Answer.STAYS : Answer.LEAVES;
        }
        if (!ahead.isDecided(state)) {
            if (fairRun.walked() < Math.max(states, limits.largeRegion()) && staysByTurns(state)) {
                return Answer.STAYS;
            }
            ahead.decideWithin(state, states);
        }
        return ahead.trap != null ? Answer.STAYS : Answer.OPEN;
    }

    private void decideWithin(long[] state, long states) {
        if (states == Long.MAX_VALUE) {
            decide(state, Integer.MAX_VALUE);
        } else if (clock + (long) patience <= states / SLOWER && !decide(state, patience)) {
            patience = Math.min(patience, Integer.MAX_VALUE / 2) * 2;
        }
    }

    private boolean staysByTurns(long[] state) {
        List<long[]> run = fairRun.from(state);
        if (run.isEmpty()) {
            return false;
        }
        int[] met = run.stream().mapToInt(index::number).distinct().toArray();
        ensure(index.size());
        int[] fair = FairRun.isAtEnd(run)
                ? new int[] {met[met.length - 1]}
                : graph(met).fairPart();
        if (fair == null) {
            return false;
        }
        around = met;
        trap = fair;
        return true;
    }

    private void check(int states, long more) {
        limits.check(
                states,
                besides.getAsLong() + bytes() + more,
                ": as many lie in the region of '" + property.name() + "'");
    }

    private boolean isDecided(long[] state) {
        int number = index.find(state);
        return number >= 0 && number < order.length && order[number] != UNSEEN;
    }

    /** Whether it was decided before so many more states had been looked at. */
    private boolean decide(long[] state, int most) {
        if (isDecided(state)) {
            return true;
        }
        int root = index.number(state);
        ensure(root);
        return search(root, most);
    }

    private boolean isFoundAhead() {
        return ahead != null && ahead.trap != null;
    }

    private void ensure(int number) {
        if (number >= order.length) {
            int length = Math.max(number + 1, order.length * 2);
            order = Arrays.copyOf(order, length);
            low = Arrays.copyOf(low, length);
        }
    }

    private boolean search(int root, int most) {
        // A path entry is a state and the place in `edges` below which its unexplored successors end.
        IntStack path = new IntStack();
        IntStack marks = new IntStack();
        enter(root, path, marks);
        int start = clock;
        while (path.size() > 0 && trap == null) {
            if (clock % PORTION == 0) {
                check(index.size(), 0);
            }
            if (clock - start >= most) {
                forgetOpen();
                return false;
            }
            int state = path.peek();
            if (edges.size() > marks.peek()) {
                int next = edges.pop();
                if (order[next] == UNSEEN) {
                    enter(next, path, marks);
                } else if (low[next] != COMPLETE) {
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
        return true;
    }

    /** Leaves a search: what lies in no component yet is as if it had not been seen. */
    private void forgetOpen() {
        for (int i = 0; i < component.size(); i++) {
            order[component.get(i)] = UNSEEN;
            selfLoop.clear(component.get(i));
        }
        component.truncate(0);
        edges.truncate(0);
    }

    private void enter(int state, IntStack path, IntStack marks) {
        order[state] = low[state] = ++clock;
        component.push(state);
        path.push(state);
        marks.push(edges.size());
        index.read(state, current.words);
        boolean isEnd = !expandInside(current, (next, step) -> {
            int number = index.number(next.words);
            ensure(number);
            if (number == state) {
                selfLoop.set(state);
            } else {
                edges.push(number);
            }
        });
        if (isEnd) {
            around = trap = new int[] {state};
        }
    }

    private void close(int root) {
        int top = component.size();
        int start = top;
        do {
            start--;
            low[component.get(start)] = COMPLETE;
        } while (component.get(start) != root);
        if (top - start > 1 || selfLoop.get(root)) {
            int[] states = component.copy(start, top);
            around = stepper.isFusing() ? withStatesBetween(states) : states;
            trap = graph(around).fairPart();
            if (!stepper.isFusing()) {
                around = trap;
            }
        }
        component.truncate(start);
    }

    /** The states, and those between the single steps of transitions from one of them to another. */
    private int[] withStatesBetween(int[] states) {
        BitSet ends = bits(states);
        BitSet all = bits(states);
        PackedState from = model.state();
        for (int state : states) {
            limits.check();
            index.read(state, from.words);
            List<Integer> steps = new ArrayList<>();
            expandInside(from, (next, step) -> {
                if (ends.get(index.number(next.words))) {
                    steps.add(step);
                }
            });
            for (TraceStep single : steps.stream()
                    .flatMap(step -> singleSteps(from, step).stream())
                    .toList()) {
                if (property.region().test(single.after())) {
                    all.set(index.number(((PackedState) single.after()).words));
                }
            }
        }
        ensure(index.size());
        return all.stream().toArray();
    }

    private List<TraceStep> singleSteps(PackedState from, int step) {
        PackedState copy = model.state();
        copy.copyFrom(from);
        return Paths.trace(model, stepper, copy, List.of(step));
    }

    /** The steps of a run that stays, found breadth first from the state asked about. */
    public Stay stay(long[] from) {
        if (isFoundAhead()) {
            return ahead.stay(from);
        }
        PackedState at = model.state();
        System.arraycopy(from, 0, at.words, 0, from.length);
        List<Integer> way = new ArrayList<>();
        List<Integer> toTrap = nearest(from, fairRun == null ? Integer.MAX_VALUE : limits.largeRegion());
        if (toTrap == null) {
            // A run in turns ends up in a trap of its own, with no way to be searched for.
            staysByTurns(from);
            toTrap = nearest(from, Integer.MAX_VALUE);
        }
        for (TraceStep single : Paths.trace(model, stepper, at, toTrap)) {
            way.add(single.step());
        }
        List<Integer> rest = graph(around).way(index.number(at.words), trap);
        Paths.trace(model, singleStepper, at, rest);
        way.addAll(rest);
        RegionGraph graph = graph(trap);
        return new Stay(
                way, graph.round(index.number(at.words)), graph.acting(), graph.missing(), isTimeHeld(graph.acting()));
    }

    private boolean isTimeHeld(long acting) {
        Clock clock = model.machine.clock();
        int event = model.machine.events().indexOf(clock);
        if (event < 0 || (acting & agents.bit(Step.event(event))) != 0) {
            return false;
        }
        return Arrays.stream(trap).anyMatch(state -> {
            index.read(state, current.words);
            return clock.waitsForSamples(current);
        });
    }

    /**
     * The steps of a shortest way inside the region to the trap or the states around it, by what the region is gone through by.
     *
     * @return null if there is none of up to so many states
     */
    private List<Integer> nearest(long[] from, int most) {
        BitSet wanted = bits(around);
        StateIndex seen = new StateIndex(from.length);
        List<int[]> met = new ArrayList<>();
        seen.number(from);
        met.add(new int[] {-1, 0});
        int[] found = {wanted.get(index.number(from)) ? 0 : -1};
        PackedState state = model.state();
        for (int at = 0; found[0] < 0; at++) {
            int parent = at;
            if (at % PORTION == 0) {
                check(met.size(), seen.bytes());
            }
            if (at > most) {
                return null;
            }
            seen.read(at, state.words);
            expandInside(state, (next, step) -> {
                if (found[0] < 0 && seen.number(next.words) == met.size()) {
                    met.add(new int[] {parent, step});
                    if (wanted.get(index.number(next.words))) {
                        found[0] = met.size() - 1;
                    }
                }
            });
        }
        List<Integer> steps = new ArrayList<>();
        for (int at = found[0]; met.get(at)[0] >= 0; at = met.get(at)[0]) {
            steps.add(met.get(at)[1]);
        }
        Collections.reverse(steps);
        return steps;
    }

    private interface Inside {
        void successor(PackedState next, int step);
    }

    /** Tells the successors inside the region; whether there is any step at all, one that leads out or is a violation included. */
    private boolean expandInside(PackedState state, Inside inside) {
        boolean[] stepped = {false};
        stepper.expand(state, new Stepper.Sink() {
            @Override
            public void successor(PackedState next, int step) {
                if (agents.isInternal(step)) {
                    stepped[0] = true;
                    if (property.region().test(next)) {
                        inside.successor(next, step);
                    }
                }
            }

            @Override
            public void violation(int step, Violation violation) {
                // The run ends there with a violation of its own, which the search reports.
                stepped[0] = true;
            }
        });
        return stepped[0];
    }

    private static BitSet bits(int[] states) {
        BitSet bits = new BitSet();
        for (int state : states) {
            bits.set(state);
        }
        return bits;
    }

    /** A set of states with the internal steps between them, made explicit. */
    private RegionGraph graph(int[] states) {
        return new RegionGraph(states, this::expand, limits);
    }

    private void expand(int state, RegionGraph.Sink sink) {
        index.read(state, current.words);
        sink.agents(singleStepper.enabledAgents(current), singleStepper.pollingAgents(current));
        singleStepper.expand(current, new Stepper.Sink() {
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
