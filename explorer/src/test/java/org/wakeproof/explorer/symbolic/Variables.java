// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A random system of a few variables, which agents change by rules, and some of which a tick makes smaller. It can be
 * explored state by state, by code that shares nothing with what it is to be compared with.
 */
record Variables(int[] initial, List<List<Rule>> rules, List<Integer> times, int held) {
    private static final int VALUES = 3;

    private static final int ANY = -1;

    /** Where perhaps one variable, and then perhaps another, has a value, a third is set, and perhaps a fourth counts round. */
    record Rule(int first, int firstValue, int second, int secondValue, int target, int value, int counter) {
        static Rule random(SplittableRandom random, int variables) {
            return new Rule(
                    random.nextInt(variables),
                    random.nextInt(3) == 0 ? ANY : random.nextInt(VALUES),
                    random.nextInt(variables),
                    random.nextBoolean() ? ANY : random.nextInt(VALUES),
                    random.nextInt(variables),
                    random.nextInt(VALUES),
                    random.nextInt(variables + 2) - 2);
        }

        int[] from(int[] state) {
            if (firstValue != ANY && state[first] != firstValue || secondValue != ANY && state[second] != secondValue) {
                return null;
            }
            int[] next = state.clone();
            next[target] = value;
            if (counter >= 0) {
                next[counter] = (next[counter] + 1) % VALUES;
            }
            return next;
        }

        void take(Local state) {
            state.begin();
            if ((firstValue == ANY || state.get(first) == firstValue)
                    && (secondValue == ANY || state.get(second) == secondValue)) {
                state.set(target, value);
                if (counter >= 0) {
                    state.set(counter, (state.get(counter) + 1) % VALUES);
                }
                state.end();
            }
        }
    }

    static Variables random(SplittableRandom random) {
        int variables = 3 + random.nextInt(3);
        List<List<Rule>> rules = new ArrayList<>();
        for (int agent = 0; agent < 2 + random.nextInt(2); agent++) {
            rules.add(IntStream.range(0, 1 + random.nextInt(4))
                    .mapToObj(rule -> Rule.random(random, variables))
                    .toList());
        }
        List<Integer> times = IntStream.range(0, variables)
                .filter(variable -> random.nextInt(3) == 0)
                .boxed()
                .toList();
        return new Variables(random.ints(variables, 0, VALUES).toArray(), rules, times, random.nextInt(variables));
    }

    // As agents.

    List<Agent> agents() {
        return rules.stream().map(Variables::agent).toList();
    }

    private static Agent agent(List<Rule> some) {
        return state -> some.forEach(rule -> rule.take(state));
    }

    /** A tick makes every time smaller, unless a variable is held; null without times. */
    Joint joint() {
        return times.isEmpty()
                ? null
                : new Joint(
                        List.of(state -> state.get(held) != VALUES - 1),
                        List.of(),
                        times.stream()
                                .<Joint.Action>map(time -> state -> state.set(time, Math.max(0, state.get(time) - 1)))
                                .toList(),
                        times.stream()
                                .<Test>map(time -> state -> state.get(time) > 0)
                                .toList());
    }

    Exploration explored(boolean hard) {
        Exploration exploration = new Exploration(initial, agents(), joint(), Ordering.SIFTED, 1 << 26, () -> {});
        if (hard) {
            exploration.beHardOnItself();
        }
        exploration.run();
        return exploration;
    }

    // State by state.

    List<int[]> successors(int[] state) {
        List<int[]> next = new ArrayList<>();
        for (List<Rule> some : rules) {
            some.stream()
                    .map(rule -> rule.from(state))
                    .filter(after -> after != null)
                    .forEach(next::add);
        }
        if (state[held] != VALUES - 1 && times.stream().anyMatch(time -> state[time] > 0)) {
            int[] ticked = state.clone();
            times.forEach(time -> ticked[time] = Math.max(0, ticked[time] - 1));
            next.add(ticked);
        }
        return next;
    }

    Set<List<Integer>> reached() {
        Set<List<Integer>> seen = new HashSet<>(Set.of(list(initial)));
        Deque<int[]> open = new ArrayDeque<>(List.of(initial));
        while (!open.isEmpty()) {
            for (int[] next : successors(open.remove())) {
                if (seen.add(list(next))) {
                    open.add(next);
                }
            }
        }
        return seen;
    }

    Set<List<Integer>> reached(Predicate<int[]> which) {
        return reached().stream().filter(state -> which.test(array(state))).collect(Collectors.toSet());
    }

    /** The states from which some way, of no step or more, leads to one of these. */
    Set<List<Integer>> leadingTo(Set<List<Integer>> these) {
        Map<List<Integer>, List<List<Integer>>> before = new HashMap<>();
        for (List<Integer> state : reached()) {
            for (int[] next : successors(array(state))) {
                before.computeIfAbsent(list(next), key -> new ArrayList<>()).add(state);
            }
        }
        Set<List<Integer>> leading = new HashSet<>(these);
        Deque<List<Integer>> open = new ArrayDeque<>(these);
        while (!open.isEmpty()) {
            for (List<Integer> state : before.getOrDefault(open.remove(), List.of())) {
                if (leading.add(state)) {
                    open.add(state);
                }
            }
        }
        return leading;
    }

    static List<Integer> list(int[] state) {
        return Arrays.stream(state).boxed().toList();
    }

    static int[] array(List<Integer> state) {
        return state.stream().mapToInt(Integer::intValue).toArray();
    }
}
