// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.wakeproof.explorer.model.Limits;
import org.wakeproof.explorer.model.Model;
import org.wakeproof.explorer.model.PackedState;
import org.wakeproof.explorer.model.Stepper;
import org.wakeproof.explorer.property.Checks;
import org.wakeproof.explorer.search.SymbolicModel;
import org.wakeproof.explorer.search.SymbolicSearch;
import org.wakeproof.explorer.symbolic.Exploration;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Violation;

/** The states of a small system, each packed with its call-stack numbers, and whether a step breaks a rule. */
record AllStates(Set<List<Long>> states, boolean isBroken) {
    /** State by state, by the plain stepper. */
    static AllStates explicit(Model model) {
        Set<List<Long>> seen = new HashSet<>();
        Deque<PackedState> open = new ArrayDeque<>();
        boolean[] broken = {false};
        Stepper stepper = model.singleStepper();
        PackedState start = model.initial();
        seen.add(words(start));
        open.add(start);
        while (!open.isEmpty()) {
            stepper.expand(open.remove(), new Stepper.Sink() {
                @Override
                public void successor(PackedState next, int step) {
                    if (seen.add(words(next))) {
                        PackedState copy = model.state();
                        copy.copyFrom(next);
                        open.add(copy);
                    }
                }

                @Override
                public void violation(int step, Violation violation) {
                    broken[0] = true;
                }
            });
        }
        return new AllStates(seen, broken[0]);
    }

    /** As sets. Call stacks have the same numbers only if it is the same model. */
    static AllStates symbolic(Model model) {
        return symbolic(model, exploration -> {});
    }

    /** The same by an exploration that is made ready in some way. */
    static AllStates symbolic(Model model, Consumer<Exploration> ready) {
        Set<List<Long>> seen = new HashSet<>();
        SymbolicSearch search = new SymbolicSearch(model, new Checks(List.of()), Limits.none(), Options.defaults(), 0);
        ready.accept(search.exploration());
        if (search.run() != null) {
            return new AllStates(Set.of(), true);
        }
        SymbolicModel symbolic = new SymbolicModel(model);
        search.reached().forEach(state -> {
            PackedState packed = model.state();
            symbolic.pack(state, packed);
            seen.add(words(packed));
            return true;
        });
        return new AllStates(seen, false);
    }

    /** One of the states that others do not have, if there is one. */
    Optional<List<Long>> without(AllStates others) {
        return states.stream().filter(state -> !others.states.contains(state)).findFirst();
    }

    static Model model(Machine machine) {
        return new Model(machine, List.of(), true, Limits.none());
    }

    private static List<Long> words(PackedState state) {
        return Arrays.stream(state.words).boxed().toList();
    }
}
