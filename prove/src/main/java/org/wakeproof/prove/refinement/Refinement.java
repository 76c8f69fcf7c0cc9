// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.refinement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.wakeproof.explorer.Unreduced;
import org.wakeproof.explorer.Unreduced.View;
import org.wakeproof.machine.Machine;
import org.wakeproof.prove.idle.Cells;
import org.wakeproof.prove.logic.CpuVariable;
import org.wakeproof.prove.logic.Moment;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Step;
import org.wakeproof.prove.logic.Update;
import org.wakeproof.prove.logic.Variable;
import org.wakeproof.prove.states.Interpreter;
import org.wakeproof.prove.states.Shape;

/**
 * Compares every step of ports, nothing reduced, with the idle path: its state stays as it is, or one of its steps leads
 * there. A tick of the ports is time that passes, and then what devices do at that moment, one step each.
 */
public final class Refinement {
    /** Differences that are told at most. */
    private static final int MOST = 10;

    private static final Set<String> DEVICES =
            Set.of("comparator matches", "LAPIC timer fires", "LAPIC timer fires masked", "PIT interrupts a CPU");

    /** Steps that the ports take at once with the one before, where a variable changes. */
    private record AtOnce(Variable changed, List<String> steps) {
        AtOnce(Variable changed, String... steps) {
            this(changed, List.of(steps));
        }
    }

    /**
     * A return in which nothing is done; where there is no time and so no LAPIC timer to be masked first, leaving cpu_online_map;
     * waking by a store, which the store does itself; one of two interrupts that are one flag here, which stays set; and a
     * TIMER softirq where there are no timers.
     */
    private static final List<AtOnce> AT_ONCE = List.of(
            new AtOnce(Cells.IDLE_HANDLER, "back from the idle handler"),
            new AtOnce(Cells.OFFLINE, "leaves cpu_online_map"),
            new AtOnce(Cells.MAIN, "wakes in C1"),
            new AtOnce(Cells.MAIN, "another interrupt"),
            new AtOnce(Cells.TIMER, "write timer_deadline", "reprogram_timer: none"),
            new AtOnce(Cells.TIMER, "write timer_deadline", "timer_deadline drains", "reprogram_timer: none"));

    /** Variables that become as at first once nobody reads them again, whoever writes them. */
    private static final Set<Variable> DEPENDENT = Set.of(
            Cells.SCANNED,
            Cells.LEFT_SET,
            Cells.LEFT,
            Cells.HANDLER_NOW,
            Cells.NEXT_EVENT,
            Cells.CHANNEL_HOLDER,
            Cells.OWNER,
            Cells.DESCRIPTOR_HOLDER,
            Cells.IN_PROGRESS,
            Cells.MWAIT,
            Cells.STORED);

    private final ParametricSystem system;
    private final Unreduced ports;
    private final Shape shape;
    private final PortMap map;
    private final Interpreter interpreter;

    private final Map<List<Integer>, Integer> known = new HashMap<>();
    private final List<int[]> states = new ArrayList<>();
    /** By the number of a state of the ports, that of the state that it is; -1 where it is none. */
    private int[] numbers = new int[1 << 10];

    private int portStates;
    private final Set<Long> looked = new HashSet<>();
    private final Set<String> taken = new LinkedHashSet<>();
    private final List<String> differences = new ArrayList<>();
    private long steps;
    private long stuttering;

    /**
     * Compares ports with a system.
     *
     * @param machine the ports, sealed
     * @throws IllegalArgumentException if the ports are of another system
     */
    public Refinement(ParametricSystem system, Machine machine) {
        this.system = system;
        ports = new Unreduced(machine);
        shape = new Shape(system, machine.cpuCount());
        map = new PortMap(machine, shape);
        interpreter = new Interpreter(shape, PortMap.HIDDEN, true);
    }

    /**
     * What came of it.
     *
     * @param isWhole whether all of the ports' states were looked at
     * @param states of the ports
     * @param steps of the ports
     * @param stuttering how many of these change nothing of the idle path
     * @param abstractStates how many states of the idle path the ports' are
     * @param differences steps and places that the idle path does not have, with an example of each; at most a few
     * @param never the idle path's steps that the ports never take, other than those about timers' queues
     */
    public record Result(
            boolean isWhole,
            int states,
            long steps,
            long stuttering,
            int abstractStates,
            List<String> differences,
            List<String> never) {
        /** Whether every step is one of the idle path's. */
        public boolean isRefined() {
            return isWhole && differences.isEmpty();
        }
    }

    /**
     * Looks at everything, unless it is stopped.
     *
     * @param most how many states at most
     */
    public Result run(int most) {
        boolean isWhole = ports.visit(most, new Unreduced.Visitor() {
            @Override
            public void state(int number, View view) {
                note(number(view));
                if (number == 0 && numbers[0] >= 0) {
                    begin(states.get(0));
                }
            }

            @Override
            public void step(int from, int to, boolean isTick, String who) {
                steps++;
                compare(numbers[from], numbers[to], isTick, who);
            }

            @Override
            public void broken(int from, String rule) {
                differ("breaks a rule of the machine: " + rule);
            }
        });
        List<String> never = system.steps().stream()
                .filter(step -> !taken.contains(step.name()) && isVisible(step))
                .map(Step::name)
                .toList();
        return new Result(isWhole, portStates, steps, stuttering, states.size(), List.copyOf(differences), never);
    }

    /** Ends the look before everything has been looked at; may be called by any thread. */
    public void stop() {
        ports.stop();
    }

    private void note(int number) {
        if (portStates == numbers.length) {
            numbers = Arrays.copyOf(numbers, numbers.length / 2 * 3);
        }
        numbers[portStates++] = number;
    }

    /** The number of the state that the ports' is; -1 where it is none. */
    private int number(View view) {
        int[] state;
        try {
            state = map.of(view);
        } catch (Calls.Unmapped | IllegalArgumentException unmapped) {
            differ(unmapped.getMessage());
            return -1;
        }
        return known.computeIfAbsent(Arrays.stream(state).boxed().toList(), key -> {
            states.add(state);
            return states.size() - 1;
        });
    }

    /** The system begins where the ports do: with all as at first, but for the clock and who is named. */
    private void begin(int[] state) {
        for (int place = 0; place < state.length; place++) {
            Variable variable = shape.at(place);
            if (state[place] != 0 && !(variable instanceof CpuVariable) && !variable.equals(Cells.NOW)) {
                differ("begins with [" + shape.words(state, PortMap.NOW) + "]");
                return;
            }
        }
    }

    private void differ(String difference) {
        if (differences.size() < MOST && !differences.contains(difference)) {
            differences.add(difference);
        }
    }

    private void compare(int from, int to, boolean isTick, String who) {
        if (from < 0 || to < 0) {
            return;
        }
        if (from == to && !isTick) {
            stuttering++;
            return;
        }
        if (!looked.add((long) from << 33 | (long) to << 1 | (isTick ? 1 : 0))) {
            return;
        }
        Optional<List<String>> led =
                isTick ? tick(states.get(from), states.get(to)) : one(states.get(from), states.get(to));
        if (led.isPresent()) {
            taken.addAll(led.get());
        } else {
            differ(who + (isTick ? " (tick)" : "") + " leads from [" + shape.words(states.get(from), PortMap.NOW)
                    + "] to [" + shape.words(states.get(to), PortMap.NOW) + "]");
        }
    }

    /** The step that leads from one state to the other. */
    private Optional<List<String>> one(int[] from, int[] to) {
        Set<Variable> changed = changed(from, to);
        for (Step step : system.steps()) {
            if (writes(step).containsAll(changed) && leads(step, from, to, 0)) {
                return Optional.of(List.of(step.name()));
            }
        }
        return AT_ONCE.stream()
                .filter(each -> changed.contains(each.changed()) && hasSteps(each.steps()))
                .flatMap(each -> followed(from, to, each.steps()).stream())
                .findFirst();
    }

    private boolean hasSteps(List<String> names) {
        return names.stream()
                .allMatch(name ->
                        system.steps().stream().anyMatch(step -> step.name().equals(name)));
    }

    /** A step and those that are given. */
    private Optional<List<String>> followed(int[] from, int[] to, List<String> rest) {
        for (Step step : system.steps()) {
            List<int[]> between = new ArrayList<>();
            interpreter.successors(step, from, times(to), between::add);
            if (between.stream().anyMatch(each -> leads(rest, each, to))) {
                List<String> all = new ArrayList<>(List.of(step.name()));
                all.addAll(rest);
                return Optional.of(all);
            }
        }
        return Optional.empty();
    }

    private boolean leads(List<String> steps, int[] from, int[] to) {
        Step first = system.step(steps.get(0));
        if (steps.size() == 1) {
            return leads(first, from, to, 0);
        }
        List<int[]> between = new ArrayList<>();
        interpreter.successors(first, from, times(to), between::add);
        return between.stream().anyMatch(each -> leads(steps.subList(1, steps.size()), each, to));
    }

    private boolean leads(Step step, int[] from, int[] to, int passed) {
        boolean[] found = {false};
        interpreter.successors(step, from, times(to), next -> found[0] |= isSame(map.live(next), to, passed));
        return found[0];
    }

    /** Time passes, the comparator matches, timers fire. */
    private Optional<List<String>> tick(int[] from, int[] to) {
        List<String> way = new ArrayList<>(List.of("time passes"));
        List<int[]> later = new ArrayList<>();
        int now = from[shape.of(Cells.NOW)];
        system.steps().stream()
                .filter(step -> step.name().equals("time passes"))
                .forEach(step -> interpreter.successors(step, 0, from, List.of(now + 1), later::add));
        return later.stream().anyMatch(each -> reach(each, to, way, 1 + shape.cpus()))
                ? Optional.of(way)
                : Optional.empty();
    }

    private boolean reach(int[] at, int[] to, List<String> way, int left) {
        if (isSame(at, to, 1)) {
            return true;
        }
        for (Step step : left == 0 ? List.<Step>of() : system.steps()) {
            if (DEVICES.contains(step.name())) {
                List<int[]> next = new ArrayList<>();
                interpreter.successors(step, at, List.of(0), next::add);
                for (int[] each : next) {
                    way.add(step.name());
                    if (reach(map.live(each), to, way, left - 1)) {
                        return true;
                    }
                    way.remove(way.size() - 1);
                }
            }
        }
        return false;
    }

    /** Whether states are the same, up to times that the ports do not tell apart, the second being so much later. */
    private boolean isSame(int[] reached, int[] wanted, int passed) {
        for (int place = 0; place < reached.length; place++) {
            boolean isTime = shape.at(place) instanceof Moment;
            int value = wanted[place] + (isTime && wanted[place] != 0 ? passed : 0);
            boolean isLongAgo =
                    isTime && wanted[place] == map.longAgo() && reached[place] != 0 && reached[place] <= value;
            if (reached[place] != value && !isLongAgo) {
                return false;
            }
        }
        return true;
    }

    private List<Integer> times(int[] state) {
        Set<Integer> times = new LinkedHashSet<>(List.of(0));
        for (int cpu = 0; cpu < shape.cpus(); cpu++) {
            times.add(state[shape.of(Cells.TIMER_DEADLINE, cpu)]);
        }
        return List.copyOf(times);
    }

    private Set<Variable> changed(int[] from, int[] to) {
        Set<Variable> changed = new HashSet<>();
        for (int place = 0; place < from.length; place++) {
            if (from[place] != to[place]) {
                changed.add(shape.at(place));
            }
        }
        return changed.stream()
                .filter(variable -> !DEPENDENT.contains(variable))
                .collect(Collectors.toSet());
    }

    private static Set<Variable> writes(Step step) {
        return step.updates().stream().map(Update::written).collect(Collectors.toSet());
    }

    private static boolean isVisible(Step step) {
        return !step.owing().equals(Optional.of(Cells.TIMER_RAISE))
                && step.updates().stream()
                        .map(Update::written)
                        .noneMatch(written -> PortMap.HIDDEN.contains(written) || written.equals(Cells.TIMER_RAISE));
    }
}
