// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.property;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.wakeproof.explorer.ModelException;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.State;

/**
 * What a predicate wants fields to hold, found by asking it: of the first state, and of that with other values in what it
 * read.
 */
public final class Wanted {
    private static final int MOST_QUESTIONS = 5_000;
    /** A field of more bits is supposed to hold 0, its first value, and each of its bits. */
    private static final int FEW_BITS = 6;

    private final Predicate<State> predicate;
    /** Values of what it reads with which it is true, apart from those that fields hold at first. */
    private final Set<Map<Field, Integer>> ways = new LinkedHashSet<>();

    private int questions;

    private Wanted(Predicate<State> predicate) {
        this.predicate = predicate;
    }

    /** The ways in which a predicate can be true, as far as so many questions show them. */
    public static Wanted by(Predicate<State> predicate) {
        Wanted wanted = new Wanted(predicate);
        wanted.ask(Map.of());
        return wanted;
    }

    /**
     * The values without which the predicate is not true, and which no field has ever: of the ways that lack the fewest.
     *
     * @param isMet whether somebody gives a field a value
     * @return empty if there is a way of which every part is met by itself
     */
    public Map<Field, Set<Integer>> missing(BiPredicate<Field, Integer> isMet) {
        Map<Field, Set<Integer>> missing = new HashMap<>();
        int fewest = Integer.MAX_VALUE;
        for (Map<Field, Integer> way : ways) {
            Map<Field, Integer> lacks = new HashMap<>(way);
            lacks.entrySet().removeIf(part -> isMet.test(part.getKey(), part.getValue()));
            if (lacks.size() < fewest) {
                fewest = lacks.size();
                missing.clear();
            }
            if (lacks.size() == fewest) {
                lacks.forEach((field, value) -> missing.computeIfAbsent(field, unknown -> new HashSet<>())
                        .add(value));
            }
        }
        return missing;
    }

    private void ask(Map<Field, Integer> given) {
        if (questions++ >= MOST_QUESTIONS) {
            return;
        }
        Asked state = new Asked(given);
        boolean isTrue;
        try {
            isTrue = predicate.test(state);
        } catch (RuntimeException e) {
            // Together these values are no state.
            isTrue = false;
        }
        if (state.unknown.isEmpty()) {
            if (isTrue) {
                Map<Field, Integer> way = new HashMap<>(given);
                way.entrySet().removeIf(part -> part.getValue() == part.getKey().initial());
                ways.add(way);
            }
            return;
        }
        Field next = state.unknown.get(0);
        for (int value : possible(next)) {
            Map<Field, Integer> more = new HashMap<>(given);
            more.put(next, value);
            ask(more);
        }
    }

    private static Set<Integer> possible(Field field) {
        Set<Integer> possible = new LinkedHashSet<>(Arrays.asList(field.initial(), 0));
        for (int bit = 0; bit < field.bits(); bit++) {
            possible.add(1 << bit);
        }
        for (int value = 1; field.bits() <= FEW_BITS && value < 1 << field.bits(); value++) {
            possible.add(value);
        }
        return possible;
    }

    /** A state of which some fields are given, and all others are as at first. */
    private static final class Asked implements State {
        private final Map<Field, Integer> given;
        private final List<Field> unknown = new ArrayList<>();

        Asked(Map<Field, Integer> given) {
            this.given = given;
        }

        @Override
        public int get(Field field) {
            Integer value = given.get(field);
            if (value == null && !unknown.contains(field)) {
                unknown.add(field);
            }
            return value == null ? field.initial() : value;
        }

        @Override
        public void set(Field field, int value) {
            throw new ModelException("a property writes to the state");
        }
    }
}
