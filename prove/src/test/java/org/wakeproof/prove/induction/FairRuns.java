// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wakeproof.prove.logic.Agent;
import org.wakeproof.prove.logic.CpuVariable;
import org.wakeproof.prove.logic.Flag;
import org.wakeproof.prove.logic.Local;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Program;
import org.wakeproof.prove.logic.Progress;
import org.wakeproof.prove.logic.Response;
import org.wakeproof.prove.logic.Stage;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.logic.Variable;
import org.wakeproof.prove.states.Interpreter;
import org.wakeproof.prove.states.Shape;

/**
 * Looks in all states of the invariant of so many CPUs for a fair run in which a CPU that sleeps with work never wakes: no
 * stages, no solver. Flags, programs and CPU variables only.
 */
final class FairRuns {
    /**
     * What acts again and again if it can again and again: a CPU, an interrupt at one, a device, who waits for a lock or for
     * what runs on top.
     */
    private record Actor(Object what, int cpu) {}

    private record Move(Actor by, int to, boolean isRetry) {}

    private final ParametricSystem system;
    private final Response response;
    private final Shape shape;
    private final Interpreter interpreter;
    private final List<int[]> states = new ArrayList<>();
    private final List<List<Move>> moves = new ArrayList<>();

    FairRuns(ParametricSystem system, int cpus) {
        this.system = system;
        response = system.response().orElseThrow();
        shape = new Shape(system, cpus);
        interpreter = new Interpreter(shape, Set.of(), false);
        Map<List<Integer>, Integer> index = new HashMap<>();
        addStates(shape.initial(), 0);
        for (int[] state : states) {
            index.put(key(state), index.size());
        }
        for (int[] state : states) {
            List<Move> from = new ArrayList<>();
            for (Step step : system.steps()) {
                for (int cpu = 0; cpu < cpus; cpu++) {
                    for (Actor actor : actors(step, cpu)) {
                        interpreter.successors(
                                step,
                                cpu,
                                state,
                                List.of(0),
                                next -> from.add(new Move(actor, index.get(key(next)), step.isRetry())));
                    }
                }
            }
            moves.add(from);
        }
    }

    private static List<Integer> key(int[] state) {
        return Arrays.stream(state).boxed().toList();
    }

    private void addStates(int[] state, int place) {
        if (place == state.length) {
            if (system.invariant().stream().allMatch(each -> holdsEverywhere(each.body(), state))) {
                states.add(state.clone());
            }
            return;
        }
        Variable variable = shape.at(place);
        int size = variable instanceof Program<?> program
                ? program.size()
                : variable instanceof CpuVariable ? shape.cpus() : 2;
        for (int value = 0; value < size; value++) {
            state[place] = value;
            addStates(state, place + 1);
        }
    }

    private boolean holdsEverywhere(Local body, int[] state) {
        for (int cpu = 0; cpu < shape.cpus(); cpu++) {
            if (!interpreter.isTrue(body.node(), state, cpu)) {
                return false;
            }
        }
        return true;
    }

    private List<Actor> actors(Step step, int cpu) {
        boolean isOfOneCpu = Footprint.reads(step.guard().node()).stream()
                .anyMatch(each -> each instanceof Flag || each instanceof Program);
        return switch (step.agent()) {
            case CPU -> {
                List<Actor> all = new ArrayList<>(List.of(new Actor(Agent.CPU, cpu)));
                if (response.locks().stream().anyMatch(step::takes)) {
                    all.add(new Actor(step, cpu));
                }
                if (!response.visit().steps().isEmpty() && response.visit().isGoneThroughBy(step)) {
                    all.add(new Actor(response.visit(), cpu));
                }
                if (response.stages().stream().anyMatch(stage -> isLeftWhateverInterrupts(stage, step))) {
                    all.add(new Actor(step, cpu));
                }
                yield all;
            }
            case INTERRUPT -> List.of(new Actor(step, cpu));
            case DEVICE -> List.of(new Actor(step, isOfOneCpu ? cpu : 0));
            case RAISER -> throw new IllegalArgumentException("raisers are not looked at");
            case OUTSIDE -> List.of(new Actor(Agent.OUTSIDE, 0));
        };
    }

    private static boolean isLeftWhateverInterrupts(Stage stage, Step step) {
        return stage.progress() instanceof Progress.WhereNothingRunsOnTop
                && stage.progress().steps().contains(step.name());
    }

    /** Whether the CPUs have such a run. */
    boolean oneSleepsForEver() {
        for (int cpu = 0; cpu < shape.cpus(); cpu++) {
            if (hasFairRun(asleep(cpu))) {
                return true;
            }
        }
        return false;
    }

    /** Where the CPU sleeps and has slept since it had work. */
    private Set<Integer> asleep(int cpu) {
        Set<Integer> found = new LinkedHashSet<>();
        Deque<Integer> open = new ArrayDeque<>();
        for (int at = 0; at < states.size(); at++) {
            if (sleeps(at, cpu) && interpreter.isTrue(response.work().node(), states.get(at), cpu)) {
                found.add(at);
                open.add(at);
            }
        }
        while (!open.isEmpty()) {
            for (Move move : moves.get(open.poll())) {
                if (sleeps(move.to(), cpu) && found.add(move.to())) {
                    open.add(move.to());
                }
            }
        }
        return found;
    }

    private boolean sleeps(int at, int cpu) {
        return interpreter.isTrue(response.asleep().node(), states.get(at), cpu);
    }

    /** Whether a run can stay among these for ever, of which every actor that can act again and again does act. */
    private boolean hasFairRun(Set<Integer> among) {
        for (Set<Integer> part : components(among)) {
            Set<Actor> acting = new HashSet<>(Set.of(new Actor(Agent.OUTSIDE, 0)));
            part.forEach(at -> moves.get(at).stream()
                    .filter(move -> !move.isRetry() && part.contains(move.to()))
                    .forEach(move -> acting.add(move.by())));
            Set<Integer> left = new LinkedHashSet<>(part);
            left.removeIf(at -> moves.get(at).stream().anyMatch(move -> !acting.contains(move.by())));
            if (left.size() == part.size() || hasFairRun(left)) {
                return true;
            }
        }
        return false;
    }

    /** Those that are reached from each other, without retries. */
    private Collection<Set<Integer>> components(Set<Integer> among) {
        Map<Integer, List<Integer>> back = new HashMap<>();
        List<Integer> order = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        for (int start : among) {
            visit(start, among, seen, order, back);
        }
        Map<Integer, Set<Integer>> found = new LinkedHashMap<>();
        Set<Integer> placed = new HashSet<>();
        for (int i = order.size() - 1; i >= 0; i--) {
            int root = order.get(i);
            Deque<Integer> open = new ArrayDeque<>();
            if (placed.add(root)) {
                open.add(root);
            }
            while (!open.isEmpty()) {
                int at = open.poll();
                found.computeIfAbsent(root, key -> new LinkedHashSet<>()).add(at);
                back.getOrDefault(at, List.of()).stream().filter(placed::add).forEach(open::add);
            }
        }
        return found.values();
    }

    /** Depth first; the order in which states are left. */
    private void visit(
            int start, Set<Integer> among, Set<Integer> seen, List<Integer> order, Map<Integer, List<Integer>> back) {
        Deque<Integer> path = new ArrayDeque<>();
        Deque<Integer> next = new ArrayDeque<>();
        if (seen.add(start)) {
            path.push(start);
            next.push(0);
        }
        while (!path.isEmpty()) {
            int at = path.peek();
            int i = next.pop();
            if (i == moves.get(at).size()) {
                order.add(path.pop());
                continue;
            }
            next.push(i + 1);
            Move move = moves.get(at).get(i);
            if (!move.isRetry() && among.contains(move.to())) {
                back.computeIfAbsent(move.to(), key -> new ArrayList<>()).add(at);
                if (seen.add(move.to())) {
                    path.push(move.to());
                    next.push(0);
                }
            }
        }
    }
}
