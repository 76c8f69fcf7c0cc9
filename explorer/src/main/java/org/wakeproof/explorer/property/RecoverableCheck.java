// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.property;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wakeproof.explorer.Property;
import org.wakeproof.explorer.model.Limits;
import org.wakeproof.explorer.model.Model;
import org.wakeproof.explorer.model.PackedState;
import org.wakeproof.explorer.model.Stepper;
import org.wakeproof.explorer.store.IntStack;
import org.wakeproof.explorer.store.StateIndex;
import org.wakeproof.machine.Violation;

/** Decides {@link Property.Recoverable} on the whole graph, kept in memory with its edges reversed. */
public final class RecoverableCheck {
    /** After so many states, limits are looked at. */
    private static final int PORTION = 1 << 10;

    private final Model model;
    private final Limits limits;
    private final StateIndex index;
    private final IntStack parents = new IntStack();
    private final IntStack steps = new IntStack();
    private final IntStack sources = new IntStack();
    private final IntStack targets = new IntStack();

    public RecoverableCheck(Model model, Limits limits) {
        this.model = model;
        this.limits = limits;
        this.index = new StateIndex(model.layout.words());
    }

    /**
     * The first violation, or null where all hold.
     *
     * @throws Limits.Hit if the run is to stop
     */
    public @Nullable Finding run(List<Property.Recoverable> properties) {
        if (properties.isEmpty()) {
            return null;
        }
        build();
        for (Property.Recoverable property : properties) {
            int lost = firstLost(property);
            if (lost >= 0) {
                return new Finding(property.name(), "from here it cannot be reached any more", () -> stepsTo(lost));
            }
        }
        return null;
    }

    private void build() {
        Stepper stepper = model.stepperAhead();
        PackedState current = model.initial();
        index.number(current.words);
        parents.push(-1);
        steps.push(-1);
        for (int at = 0; at < index.size(); at++) {
            if (at % PORTION == 0) {
                limits.check(index.size(), bytes());
            }
            int source = at;
            index.read(at, current.words);
            stepper.expand(current, new Stepper.Sink() {
                @Override
                public void successor(PackedState next, int step) {
                    int number = index.number(next.words);
                    if (number == parents.size()) {
                        parents.push(source);
                        steps.push(step);
                    }
                    sources.push(source);
                    targets.push(number);
                }

                @Override
                public void violation(int step, Violation violation) {
                    // Reported by the search itself.
                }
            });
        }
    }

    private long bytes() {
        return index.bytes() + 4L * (parents.size() + steps.size() + sources.size() + targets.size());
    }

    private int firstLost(Property.Recoverable property) {
        int states = index.size();
        int[] starts = new int[states + 1];
        for (int edge = 0; edge < targets.size(); edge++) {
            starts[targets.get(edge) + 1]++;
        }
        for (int state = 0; state < states; state++) {
            starts[state + 1] += starts[state];
        }
        int[] fill = starts.clone();
        int[] incoming = new int[targets.size()];
        for (int edge = 0; edge < targets.size(); edge++) {
            incoming[fill[targets.get(edge)]++] = sources.get(edge);
        }
        BitSet good = new BitSet(states);
        IntStack open = new IntStack();
        PackedState current = model.state();
        for (int state = 0; state < states; state++) {
            checkAt(state);
            index.read(state, current.words);
            if (property.good().test(current)) {
                good.set(state);
                open.push(state);
            }
        }
        for (int taken = 0; open.size() > 0; taken++) {
            checkAt(taken);
            int state = open.pop();
            for (int edge = starts[state]; edge < starts[state + 1]; edge++) {
                if (!good.get(incoming[edge])) {
                    good.set(incoming[edge]);
                    open.push(incoming[edge]);
                }
            }
        }
        int lost = good.nextClearBit(0);
        return lost < states ? lost : -1;
    }

    private void checkAt(int round) {
        if (round % PORTION == 0) {
            limits.check();
        }
    }

    private List<Integer> stepsTo(int state) {
        List<Integer> path = new ArrayList<>();
        for (int at = state; parents.get(at) >= 0; at = parents.get(at)) {
            path.add(steps.get(at));
        }
        Collections.reverse(path);
        return path;
    }
}
