// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wakeproof.explorer.model.Limits;
import org.wakeproof.explorer.model.Model;
import org.wakeproof.explorer.model.PackedState;
import org.wakeproof.explorer.model.Stepper;
import org.wakeproof.explorer.model.Watched;
import org.wakeproof.explorer.property.Checks;
import org.wakeproof.explorer.store.StateIndex;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Step;
import org.wakeproof.machine.Violation;

/**
 * Every state of a small system, and the steps between them.
 *
 * @param states by number, the first one where the machine starts
 * @param edges the steps
 */
public record StateGraph(List<State> states, List<Edge> edges) {
    /**
     * A transition.
     *
     * @param from the state in which it is taken
     * @param to the state that it leads to; -1 where it breaks a rule
     * @param step its number
     * @param who takes it, by agent
     * @param what the operations that it consists of, in words; those that nobody else can see are left out behind the first
     */
    public record Edge(int from, int to, int step, String who, List<String> what) {}

    /**
     * Explores a machine.
     *
     * @param properties what somebody wants to know of each state: nothing that these read changes inside a transition
     * @param limit how many states there may be
     * @return nothing if there are more
     * @throws ModelException if the model itself is wrong
     */
    public static Optional<StateGraph> of(Machine machine, List<Property> properties, int limit) {
        Limits limits = Limits.none();
        Watched watched = new Watched(machine, true);
        return limits.ports()
                .run(
                        () -> watched.untilForeseen(
                                () -> of(new Model(machine, properties, watched, true, true, limits), limit)),
                        limits::stop);
    }

    private static Optional<StateGraph> of(Model model, int limit) {
        Checks checks = new Checks(model.properties);
        Stepper stepper = model.stepperAhead();
        StateIndex index = new StateIndex(model.layout.words());
        List<State> states = new ArrayList<>();
        List<Edge> edges = new ArrayList<>();
        PackedState current = model.initial();
        index.number(current.words);
        for (int at = 0; at < index.size(); at++) {
            if (index.size() > limit) {
                return Optional.empty();
            }
            PackedState state = model.state();
            index.read(at, state.words);
            states.add(state);
            checks.look(state);
            checks.leaves.forEach(each -> each.region().test(state));
            for (int step : steps(model, state)) {
                edges.add(edge(stepper, index, at, state, step));
            }
        }
        return Optional.of(new StateGraph(List.copyOf(states), List.copyOf(edges)));
    }

    private static List<Integer> steps(Model model, PackedState state) {
        List<Integer> steps = new ArrayList<>();
        model.stepperAhead().expand(state, new Stepper.Sink() {
            @Override
            public void successor(PackedState next, int step) {
                steps.add(step);
            }

            @Override
            public void violation(int step, Violation violation) {
                steps.add(step);
            }
        });
        return steps;
    }

    private static Edge edge(Stepper stepper, StateIndex index, int from, PackedState state, int step) {
        List<String> what = new ArrayList<>();
        int[] to = {-1};
        String[] device = {""};
        stepper.observe(
                state,
                step,
                (single, functions, operation, description, isPrivate, after) -> {
                    if (!isPrivate || what.isEmpty()) {
                        what.add(description);
                    }
                    device[0] = functions;
                },
                new Stepper.Sink() {
                    @Override
                    public void successor(PackedState next, int taken) {
                        to[0] = index.number(next.words);
                    }

                    @Override
                    public void violation(int taken, Violation violation) {
                        // The observer has been told; there is no state behind it.
                    }
                });
        boolean isByCpu = Step.kind(step) != Step.Kind.EVENT;
        String who = isByCpu ? "CPU" + Step.cpu(step) : device[0];
        return new Edge(from, to[0], step, who, List.copyOf(what));
    }
}
