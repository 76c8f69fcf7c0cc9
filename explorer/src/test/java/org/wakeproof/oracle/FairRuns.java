// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.oracle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.wakeproof.oracle.Space.Step;

/**
 * The states of a region from which a fair run can stay in it for ever. A run is fair if every agent that can act again
 * and again does act, and every agent that waits in a loop and could go on from some moment on for ever goes on. And samples
 * of now do not keep the clock waiting for ever by taking turns, if in some run that stays it could tick once more.
 */
final class FairRuns {
    private final Space space;
    private final Map<Integer, Set<String>> able = new HashMap<>();
    private final Map<Integer, Set<String>> looping = new HashMap<>();
    private final Map<Integer, Set<Integer>> holders = new HashMap<>();
    private final Set<Integer> waiting = new HashSet<>();

    FairRuns(Space space) {
        this.space = space;
    }

    /** The numbers of those states. */
    Set<Integer> staying(IntPredicate region) {
        Set<Integer> inside = new HashSet<>();
        for (int state = 0; state < space.size(); state++) {
            if (region.test(state)) {
                inside.add(state);
                World world = space.worlds.get(state);
                able.put(state, space.oracle.able(world));
                looping.put(state, space.oracle.looping(world));
                holders.put(state, space.oracle.holders(world));
                if (space.oracle.waitsForSamples(world)) {
                    waiting.add(state);
                }
            }
        }
        Set<Integer> ends = new HashSet<>();
        for (int state : inside) {
            if (space.steps.get(state).stream().noneMatch(Step::isInside)) {
                ends.add(state);
            }
        }
        findRounds(inside, ends);
        return reaching(ends, inside);
    }

    /** Adds the states of all parts in which a fair run can go round for ever. */
    private void findRounds(Set<Integer> inside, Set<Integer> found) {
        Set<Integer> ticking = new HashSet<>(inside);
        ticking.removeIf(state -> !able.get(state).contains(Oracle.CLOCK));
        Set<Integer> timely = reaching(ticking, inside);
        Deque<Set<Integer>> open = new ArrayDeque<>(parts(inside));
        while (!open.isEmpty()) {
            Set<Integer> part = open.remove();
            Set<String> acting = acting(part);
            Set<Integer> rest = new HashSet<>(part);
            rest.removeIf(state -> starves(state, acting));
            if (rest.size() < part.size()) {
                open.addAll(parts(rest));
            } else if (!acting.isEmpty() && !leavesLoopingAside(part, acting)) {
                if (acting.contains(Oracle.CLOCK) || !timely.containsAll(part) || !isKeptWaitingInTurn(part)) {
                    found.addAll(part);
                } else {
                    open.addAll(parts(minus(part, waiting)));
                    for (int holder : holdersIn(part)) {
                        Set<Integer> held = new HashSet<>(part);
                        held.removeIf(state -> !holders.get(state).contains(holder));
                        open.addAll(parts(held));
                    }
                }
            }
        }
    }

    /** Whether the clock waits for samples at times, and for no one's all the time. */
    private boolean isKeptWaitingInTurn(Set<Integer> part) {
        return part.stream().anyMatch(waiting::contains)
                && holdersIn(part).stream()
                        .noneMatch(holder -> part.stream()
                                .allMatch(state -> holders.get(state).contains(holder)));
    }

    private Set<Integer> holdersIn(Set<Integer> part) {
        Set<Integer> all = new HashSet<>();
        part.forEach(state -> all.addAll(holders.get(state)));
        return all;
    }

    private Set<String> acting(Set<Integer> part) {
        Set<String> acting = new HashSet<>();
        for (int state : part) {
            for (Step step : within(state, part)) {
                acting.add(step.agent());
            }
        }
        return acting;
    }

    /** Whether somebody can act in the state who does not wait in a loop, and who never acts. */
    private boolean starves(int state, Set<String> acting) {
        return able.get(state).stream()
                .anyMatch(
                        agent -> !acting.contains(agent) && !looping.get(state).contains(agent));
    }

    /** Whether somebody who waits in a loop could go on all the time, and never does. */
    private boolean leavesLoopingAside(Set<Integer> part, Set<String> acting) {
        Set<String> always = new HashSet<>(able.get(part.iterator().next()));
        part.forEach(state -> always.retainAll(able.get(state)));
        return !acting.containsAll(always);
    }

    private List<Step> within(int state, Set<Integer> part) {
        return space.steps.get(state).stream()
                .filter(step -> step.isInside() && part.contains(step.to()))
                .toList();
    }

    /** The states of {@code inside} from which internal steps lead to one of these without leaving it. */
    private Set<Integer> reaching(Set<Integer> goals, Set<Integer> inside) {
        Map<Integer, List<Integer>> before = new HashMap<>();
        for (int state : inside) {
            for (Step step : within(state, inside)) {
                before.computeIfAbsent(step.to(), to -> new ArrayList<>()).add(state);
            }
        }
        return closure(goals, before, inside);
    }

    /** The strongly connected parts in which one can go round: what a state reaches, and what reaches it. */
    private List<Set<Integer>> parts(Set<Integer> states) {
        Map<Integer, List<Integer>> after = new HashMap<>();
        Map<Integer, List<Integer>> before = new HashMap<>();
        for (int state : states) {
            for (Step step : within(state, states)) {
                after.computeIfAbsent(state, from -> new ArrayList<>()).add(step.to());
                before.computeIfAbsent(step.to(), to -> new ArrayList<>()).add(state);
            }
        }
        List<Set<Integer>> parts = new ArrayList<>();
        Deque<Set<Integer>> open = new ArrayDeque<>(List.of(new HashSet<>(states)));
        while (!open.isEmpty()) {
            Set<Integer> left = open.remove();
            if (left.isEmpty()) {
                continue;
            }
            int pivot = left.iterator().next();
            Set<Integer> forward = closure(Set.of(pivot), after, left);
            Set<Integer> backward = closure(Set.of(pivot), before, left);
            Set<Integer> part = new HashSet<>(forward);
            part.retainAll(backward);
            if (part.size() > 1 || after.getOrDefault(pivot, List.of()).contains(pivot)) {
                parts.add(part);
            }
            open.add(minus(forward, part));
            open.add(minus(backward, part));
            left.removeIf(state -> forward.contains(state) || backward.contains(state));
            open.add(left);
        }
        return parts;
    }

    private static Set<Integer> minus(Set<Integer> from, Set<Integer> what) {
        Set<Integer> rest = new HashSet<>(from);
        rest.removeAll(what);
        return rest;
    }

    private static Set<Integer> closure(Set<Integer> from, Map<Integer, List<Integer>> next, Set<Integer> inside) {
        Set<Integer> reached = new HashSet<>(from);
        Deque<Integer> open = new ArrayDeque<>(from);
        while (!open.isEmpty()) {
            for (int state : next.getOrDefault(open.remove(), List.of())) {
                if (inside.contains(state) && reached.add(state)) {
                    open.add(state);
                }
            }
        }
        return reached;
    }
}
