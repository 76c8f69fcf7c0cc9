// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.states;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.wakeproof.prove.logic.Moment;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Program;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.logic.Variable;

/** States that a system can reach, met on random walks towards places that were seen little: not all that there are. */
public final class RandomStates {
    private static final int WALK = 3_000;
    /** Among how many steps the one to the place that was seen least is taken. */
    private static final int CHOICE = 6;

    private final ParametricSystem system;
    private final Shape shape;
    private final Interpreter interpreter;
    private final Random random;
    private final Map<List<Integer>, Integer> seen = new HashMap<>();

    /** Walks with so many CPUs, the same for the same seed. */
    public RandomStates(ParametricSystem system, Shape shape, long seed) {
        this.system = system;
        this.shape = shape;
        interpreter = new Interpreter(shape, Set.of(), true);
        random = new Random(seed);
    }

    /** Hands on the states of walks that begin anew every few thousand steps; so many in all, or fewer if it is stopped. */
    public void walk(int count, BooleanSupplier stopped, Consumer<int[]> to) {
        int[] state = shape.initial();
        for (int i = 0; i < count && !stopped.getAsBoolean(); i++) {
            if (i % WALK == 0) {
                state = shape.initial();
            }
            seen.merge(places(state), 1, Integer::sum);
            to.accept(state);
            state = next(state);
        }
    }

    private int[] next(int[] state) {
        List<int[]> found = new ArrayList<>();
        for (int tries = 0; found.size() < CHOICE && tries < 1_000; tries++) {
            Step step = system.steps().get(random.nextInt(system.steps().size()));
            interpreter.successors(step, state, List.of(time(state)), found::add);
        }
        Collections.shuffle(found, random);
        return found.stream().min(Comparator.comparing(this::seen)).orElse(state);
    }

    /** How often the places of its CPUs have been met; the next time it is once more. */
    private int seen(int[] state) {
        return seen.getOrDefault(places(state), 0);
    }

    /** Where the CPUs are, and their flags. */
    private List<Integer> places(int[] state) {
        List<Integer> places = new ArrayList<>();
        for (int place = 0; place < state.length; place++) {
            if (shape.at(place) instanceof Program) {
                places.add(state[place]);
            }
        }
        return places;
    }

    /** None, or one of some CPU or the clock, or shortly before or behind it. */
    private int time(int[] state) {
        List<Integer> times = new ArrayList<>(List.of(0));
        for (int place = 0; place < state.length; place++) {
            Variable variable = shape.at(place);
            if (variable instanceof Moment) {
                times.add(state[place]);
            }
        }
        return Math.max(0, times.get(random.nextInt(times.size())) + random.nextInt(3) - 1);
    }
}
