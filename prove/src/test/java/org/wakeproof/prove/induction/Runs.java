// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.wakeproof.prove.idle.Cells;
import org.wakeproof.prove.logic.Agent;
import org.wakeproof.prove.logic.Local;
import org.wakeproof.prove.logic.Moment;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Program;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.logic.Variable;
import org.wakeproof.prove.states.Interpreter;
import org.wakeproof.prove.states.Shape;

/** Runs of a system with so many CPUs from its first state, at random, with other steps and CPUs likely in each. */
final class Runs {
    /** How long a run is before the next one begins. */
    private static final int LENGTH = 600;

    private record Next(Step step, int[] state, double weight) {}

    private final ParametricSystem system;
    private final Shape shape;
    private final Interpreter interpreter;
    private final Random random;
    private final Map<String, Integer> taken = new HashMap<>();
    private final Map<Step, Double> weights = new HashMap<>();
    private final double[] speeds;
    private final Map<List<Integer>, List<Step>> possible = new HashMap<>();

    Runs(ParametricSystem system, int cpus, long seed) {
        this.system = system;
        shape = new Shape(system, cpus);
        interpreter = new Interpreter(shape, Set.of(), true);
        random = new Random(seed);
        speeds = new double[cpus];
    }

    /** The steps that no run has taken, after so many steps, or none as soon as each has been. */
    List<String> notTaken(int most, Consumer<int[]> states) {
        int[] state = shape.initial();
        for (int i = 0; i < most && taken.size() < system.steps().size(); i++) {
            if (i % LENGTH == 0) {
                begin();
                state = shape.initial();
            }
            state = next(state);
            states.accept(state);
        }
        return system.steps().stream()
                .map(Step::name)
                .filter(name -> !taken.containsKey(name))
                .toList();
    }

    /** Whether a state has a CPU of which a formula does not hold. */
    boolean breaks(Local body, int[] state) {
        for (int cpu = 0; cpu < shape.cpus(); cpu++) {
            if (!interpreter.isTrue(body.node(), state, cpu)) {
                return true;
            }
        }
        return false;
    }

    /** How likely steps and CPUs are is another in each run: those of the outside world, of devices, of CPUs. */
    private void begin() {
        for (Step step : system.steps()) {
            weights.put(
                    step, isFree(step) ? one(0, 0.003, 0.03, 0.1) : step.agent() == Agent.CPU ? 1 : one(0.01, 0.1, 1));
        }
        for (int cpu = 0; cpu < shape.cpus(); cpu++) {
            speeds[cpu] = one(0.05, 0.3, 1);
        }
    }

    private double one(double... of) {
        return of[random.nextInt(of.length)];
    }

    private int[] next(int[] state) {
        List<Next> all = new ArrayList<>();
        for (int cpu = 0; cpu < shape.cpus(); cpu++) {
            for (Step step : possible(state, cpu)) {
                double weight = weights.get(step) * speeds[cpu];
                if (weight > 0) {
                    interpreter.successors(
                            step, cpu, state, List.of(time(state)), to -> all.add(new Next(step, to, weight)));
                }
            }
        }
        double left =
                random.nextDouble() * all.stream().mapToDouble(Next::weight).sum();
        for (Next each : all) {
            left -= each.weight();
            if (left < 0) {
                taken.merge(each.step().name(), 1, Integer::sum);
                return each.state();
            }
        }
        return state;
    }

    /** Nobody has to take it, and it can be taken nearly always. */
    private static boolean isFree(Step step) {
        return step.agent() == Agent.OUTSIDE
                || step.agent() == Agent.CPU
                        && step.updates().stream().noneMatch(each -> each.written() instanceof Program)
                        && step.name().matches("raise .*|own first timer .*|res.* the tick|sus.* the tick");
    }

    private List<Step> possible(int[] state, int cpu) {
        Map<Variable, Integer> at = new LinkedHashMap<>();
        for (Variable variable : system.variables()) {
            if (variable instanceof Program) {
                at.put(variable, state[shape.of(variable, cpu)]);
            }
        }
        return possible.computeIfAbsent(
                List.copyOf(at.values()),
                key -> system.steps().stream()
                        .filter(step -> !new Places(at).isFalse(step.guard().node()))
                        .toList());
    }

    /** None, or one around now, or one of the times of a state. */
    private int time(int[] state) {
        int now = state[shape.of(Cells.NOW)];
        List<Integer> times = new ArrayList<>(List.of(0, now, now + 1, now + 2, now + 3, now + 4));
        for (int place = 0; place < state.length; place++) {
            if (shape.at(place) instanceof Moment) {
                times.add(state[place]);
            }
        }
        return times.get(random.nextInt(times.size()));
    }
}
