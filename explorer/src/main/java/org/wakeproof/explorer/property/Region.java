// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.property;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
import org.wakeproof.machine.Violation;

/**
 * The states that a {@link Property.Leaves} property is about, numbered as they are met, and the steps between them. It is gone
 * through by one stepper, of local steps or of transitions; who acts, and who could, is always told by local steps.
 */
final class Region {
    /** Where the successors inside the region are told. */
    interface Inside {
        void successor(PackedState next, int step);
    }

    /** Looks whether the run is to stop, with so many states and bytes held besides. */
    interface Lookout {
        void check(int states, long bytes);
    }

    /** After so many states, limits are looked at. */
    private static final int PORTION = 1 << 12;

    final StateIndex index;

    private final Property.Leaves property;
    private final Model model;
    private final Limits limits;
    private final Lookout lookout;
    private final Agents agents;
    private final Stepper stepper;
    /** In its steps nothing is hidden of who acts and who could; where nothing is reduced they are single operations. */
    private final Stepper localStepper;

    /** States from which a tick is known to be reached inside the region: who leads to one of them need not look further. */
    private final BitSet leading = new BitSet();

    private final PackedState current;

    Region(Property.Leaves property, Model model, Limits limits, Lookout lookout, Stepper stepper) {
        this.property = property;
        this.model = model;
        this.limits = limits;
        this.lookout = lookout;
        this.agents = model.agents;
        this.stepper = stepper;
        this.localStepper = model.localStepper();
        this.index = new StateIndex(model.layout.words());
        this.current = model.state();
    }

    /**
     * Tells the successors of a state inside the region.
     *
     * @return whether there is any step at all, one that leads out or breaks a rule included, but not the outside world's
     */
    boolean expand(int number, Inside inside) {
        index.read(number, current.words);
        return expand(current, inside);
    }

    private boolean expand(PackedState state, Inside inside) {
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
                stepped[0] |= agents.isInternal(step);
            }
        });
        return stepped[0];
    }

    /** The states, and those between the operations of transitions from one of them to another. */
    int[] withStatesBetween(int[] states) {
        BitSet ends = bits(states);
        BitSet all = bits(states);
        PackedState from = model.state();
        for (int state : states) {
            limits.check();
            index.read(state, from.words);
            List<Integer> steps = new ArrayList<>();
            expand(from, (next, step) -> {
                if (ends.get(index.number(next.words))) {
                    steps.add(step);
                }
            });
            for (TraceStep operation : steps.stream()
                    .flatMap(step -> operations(from, step).stream())
                    .toList()) {
                if (property.region().test(operation.after())) {
                    all.set(index.number(((PackedState) operation.after()).words));
                }
            }
        }
        return all.stream().toArray();
    }

    private List<TraceStep> operations(PackedState from, int step) {
        PackedState copy = model.state();
        copy.copyFrom(from);
        return Paths.trace(model, stepper, copy, List.of(step));
    }

    /**
     * The steps of a shortest way inside the region to one of the states, by what the region is gone through by.
     *
     * @return null if there is none of up to so many states
     */
    @Nullable
    List<Integer> nearest(long[] from, int[] others, int most) {
        BitSet wanted = bits(others);
        StateIndex seen = new StateIndex(from.length);
        List<int[]> met = new ArrayList<>();
        seen.number(from);
        met.add(new int[] {-1, 0});
        int[] found = {wanted.get(index.number(from)) ? 0 : -1};
        PackedState state = model.state();
        for (int at = 0; found[0] < 0; at++) {
            int parent = at;
            if (at % PORTION == 0) {
                lookout.check(met.size(), seen.bytes());
            }
            if (at > most) {
                return null;
            }
            seen.read(at, state.words);
            expand(state, (next, step) -> {
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

    /**
     * The operations of a run that stays: to a trap, which is among the states around it, and a round in that.
     *
     * @param toAround leads to one of the states around, by what the region is gone through by
     */
    RegionCheck.Stay stay(long[] from, List<Integer> toAround, int[] around, int[] trap) {
        PackedState at = model.state();
        System.arraycopy(from, 0, at.words, 0, from.length);
        List<Integer> way = new ArrayList<>();
        goOn(stepper, at, toAround, way);
        goOn(localStepper, at, graph(around).way(index.number(at.words), trap), way);
        RegionGraph graph = graph(trap);
        List<Integer> round = new ArrayList<>();
        goOn(localStepper, at, graph.round(index.number(at.words)), round);
        return new RegionCheck.Stay(
                way, round, graph.acting(), graph.missing(), isTimeHeld(trap, graph.acting()), timeHolders(trap));
    }

    /** Takes steps, and notes the operations that they are made of. */
    private void goOn(Stepper by, PackedState at, List<Integer> steps, List<Integer> operations) {
        Paths.trace(model, by, at, steps).forEach(operation -> operations.add(operation.step()));
    }

    private boolean isTimeHeld(int[] trap, long acting) {
        for (int state : trap) {
            index.read(state, current.words);
            if ((localStepper.heldAgents(current) & ~acting) != 0) {
                return true;
            }
        }
        return false;
    }

    private long timeHolders(int[] trap) {
        long always = -1;
        for (int state : trap) {
            index.read(state, current.words);
            always &= model.machine.clock().holders(current);
        }
        return always;
    }

    /** A set of states with the internal steps between them, made explicit. */
    RegionGraph graph(int[] states) {
        return new RegionGraph(
                states,
                new RegionGraph.Expansion() {
                    @Override
                    public void expand(int state, RegionGraph.Sink sink) {
                        expandLocally(state, sink);
                    }

                    @Override
                    public boolean leadsToWhereCanAct(int state, long agent) {
                        return leadsToTick(state, agent);
                    }
                },
                limits);
    }

    /** Whether local steps lead from a state, inside the region, to one in which the clock can act. */
    private boolean leadsToTick(int state, long clock) {
        StateIndex seen = new StateIndex(model.layout.words());
        IntStack before = new IntStack();
        PackedState at = model.state();
        index.read(state, at.words);
        seen.number(at.words);
        before.push(-1);
        for (int looked = 0; looked < seen.size(); looked++) {
            if (looked % PORTION == 0) {
                lookout.check(index.size(), seen.bytes());
            }
            seen.read(looked, at.words);
            int known = index.find(at.words);
            if (known >= 0 && leading.get(known) || (localStepper.enabledAgents(at) & clock) != 0) {
                for (int way = looked; way >= 0; way = before.get(way)) {
                    seen.read(way, at.words);
                    int number = index.find(at.words);
                    if (number >= 0) {
                        leading.set(number);
                    }
                }
                return true;
            }
            int from = looked;
            localStepper.expand(at, new Stepper.Sink() {
                @Override
                public void successor(PackedState next, int step) {
                    if (agents.isInternal(step)
                            && property.region().test(next)
                            && seen.number(next.words) == before.size()) {
                        before.push(from);
                    }
                }

                @Override
                public void violation(int step, Violation violation) {
                    // Leads out.
                }
            });
        }
        return false;
    }

    private void expandLocally(int state, RegionGraph.Sink sink) {
        index.read(state, current.words);
        sink.agents(localStepper.enabledAgents(current), localStepper.pollingAgents(current));
        sink.held(localStepper.heldAgents(current), model.machine.clock().holders(current));
        localStepper.expand(current, new Stepper.Sink() {
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

    private static BitSet bits(int[] states) {
        BitSet bits = new BitSet();
        for (int state : states) {
            bits.set(state);
        }
        return bits;
    }
}
