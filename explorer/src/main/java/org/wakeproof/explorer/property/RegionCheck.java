// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.property;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.model.Grain;
import org.wakeproof.explorer.model.Limits;
import org.wakeproof.explorer.model.Model;
import org.wakeproof.explorer.model.Stepper;
import org.wakeproof.explorer.store.IntStack;

/**
 * Decides {@link Property.Leaves} for one state of the region after another: is there a fair run of
 * internal steps that stays? Such a run ends up in a strongly connected component of the region in
 * which every agent that can act again and again does act, or in a state without a step.
 *
 * <p>Tarjan's algorithm over the part of the region that is reachable inside the region, made as it
 * goes. What has been decided stays decided, so each state is looked at once however many states are
 * asked about. Steps are local ones ({@link Grain#LOCAL}): a transition of the reduced search would hide who acts in the
 * middle of it, and who could.
 *
 * <p>A large region is first looked at by one run from the state asked about ({@link FairRun}), and then by transitions, which
 * are fewer. Where those go round, the local steps that they are made of say whether the run is fair: so a run that is
 * found stays, but that there is none is said by local steps only. Both are given up where the region turns out to be larger
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
    private final Limits limits;
    private final LongSupplier besides;
    private final Region region;
    /** Whether the region is gone through by transitions. */
    private final boolean isFusing;
    /** The same by transitions; null where nothing is reduced, and in itself. */
    private final @Nullable RegionCheck ahead;

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
    private final @Nullable FairRun fairRun;
    /** Where a fair run can stay: numbers of states, once they are found. */
    private int[] trap;
    /** The trap, and other states from which steps lead into it. */
    private int[] around;

    /**
     * A run that stays: operations inside the region to where it can go round, and one round in which
     * every agent acts that can, or polls and misses its chances; the round is empty where nothing can happen any more.
     * Time may stand still in it because of samples of now, while the clock waits for them: where one of the holders keeps
     * one all the time, {@code timeHolders} has it, as {@link org.wakeproof.machine.Clock#holders} does.
     */
    public record Stay(
            List<Integer> way,
            List<Integer> round,
            long actingAgents,
            long missingAgents,
            boolean isTimeHeld,
            long timeHolders) {
        /** No step at all. */
        static final Stay NONE = new Stay(List.of(), List.of(), 0, 0, false, 0);
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
        this(property, model, limits, besides, model.localStepper());
    }

    private RegionCheck(Property.Leaves property, Model model, Limits limits, LongSupplier besides, Stepper stepper) {
        this.besides = besides;
        this.property = property;
        this.limits = limits;
        this.region = new Region(property, model, limits, this::check, stepper);
        this.isFusing = stepper.grain() == Grain.TRANSITION;
        this.ahead = model.fuse && !isFusing
                ? new RegionCheck(property, model, limits, () -> besides.getAsLong() + ownBytes(), model.stepperAhead())
                : null;
        this.patience = Math.max(1, limits.largeRegion());
        this.fairRun = isFusing ? null : new FairRun(property, model, limits);
    }

    public Property.Leaves property() {
        return property;
    }

    public long bytes() {
        return ownBytes() + (ahead == null ? 0 : ahead.bytes());
    }

    private long ownBytes() {
        return region.index.bytes() + 8L * order.length;
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
        int[] met = run.stream().mapToInt(region.index::number).distinct().toArray();
        ensure(region.index.size());
        int[] fair = FairRun.isAtEnd(run)
                ? new int[] {met[met.length - 1]}
                : region.graph(met).fairPart();
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
        int number = region.index.find(state);
        return number >= 0 && number < order.length && order[number] != UNSEEN;
    }

    /** Whether it was decided before so many more states had been looked at. */
    private boolean decide(long[] state, int most) {
        if (isDecided(state)) {
            return true;
        }
        int root = region.index.number(state);
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
                check(region.index.size(), 0);
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
        boolean isEnd = !region.expand(state, (next, step) -> {
            int number = region.index.number(next.words);
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
            around = isFusing ? region.withStatesBetween(states) : states;
            ensure(region.index.size());
            trap = region.graph(around).fairPart();
            if (!isFusing) {
                around = trap;
            }
        }
        component.truncate(start);
    }

    /** The steps of a run that stays, found breadth first from the state asked about. */
    public Stay stay(long[] from) {
        if (isFoundAhead()) {
            return ahead.stay(from);
        }
        List<Integer> way = region.nearest(from, around, isFusing ? Integer.MAX_VALUE : limits.largeRegion());
        if (way == null) {
            // A run in turns ends up in a trap of its own, with no way to be searched for.
            staysByTurns(from);
            way = region.nearest(from, around, Integer.MAX_VALUE);
        }
        return region.stay(from, way, around, trap);
    }
}
