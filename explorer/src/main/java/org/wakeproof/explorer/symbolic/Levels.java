// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The levels of diagrams, from the top. A level holds one variable, or several, whose values together are numbered as they
 * are met. Variables that keep their initial value have no level.
 */
final class Levels {
    /** The level of a variable that has none. */
    static final int NONE = -1;

    private record Values(List<Integer> each) {}

    private final int[][] variables;
    private final int[] levelOf;
    private final int[] initial;
    /** By level, the number of what its variables hold together; null for a single variable. */
    private final List<@Nullable Map<Values, Integer>> numbers = new ArrayList<>();

    private final List<List<int[]>> numbered = new ArrayList<>();
    /** By the very footprint. */
    private final Map<Footprint, Touch> touches = new IdentityHashMap<>();

    private final Map<Touch, Touch> same = new HashMap<>();

    /**
     * @param variables by level, the variables that it holds
     * @param initial by variable, its initial value
     */
    Levels(int[][] variables, int[] initial) {
        this.variables = variables.clone();
        this.initial = initial.clone();
        this.levelOf = new int[initial.length];
        Arrays.fill(levelOf, NONE);
        for (int level = 0; level < variables.length; level++) {
            for (int variable : variables[level]) {
                levelOf[variable] = level;
            }
            numbers.add(variables[level].length == 1 ? null : new HashMap<>());
            numbered.add(new ArrayList<>());
        }
    }

    int count() {
        return variables.length;
    }

    /** The variables of a level. */
    int[] variables(int level) {
        return variables[level];
    }

    /** The level of a variable, or none. */
    int level(int variable) {
        return levelOf[variable];
    }

    int initial(int variable) {
        return initial[variable];
    }

    /** By variable, its initial value; not to be changed. */
    int[] initial() {
        return initial;
    }

    /** How many variables there are, with levels or without. */
    int size() {
        return initial.length;
    }

    /** The levels that steps with a footprint touch; equal ones are the same. */
    Touch touch(Footprint footprint) {
        Touch touch = touches.get(footprint);
        if (touch == null) {
            Touch made = Touch.of(footprint, this);
            Touch same = same(made);
            touches.put(footprint, same);
            return same;
        }
        return touch;
    }

    private Touch same(Touch made) {
        Touch known = same.putIfAbsent(made, made);
        return known == null ? made : known;
    }

    /** The value of a level in a state. */
    int encode(int level, int[] state) {
        int[] held = variables[level];
        if (held.length == 1) {
            return state[held[0]];
        }
        List<Integer> each = new ArrayList<>(held.length);
        for (int variable : held) {
            each.add(state[variable]);
        }
        return numbers.get(level).computeIfAbsent(new Values(each), key -> {
            numbered.get(level).add(each.stream().mapToInt(Integer::intValue).toArray());
            return numbered.get(level).size() - 1;
        });
    }

    /** Puts what a level's variables hold into a state. */
    void decode(int level, int value, int[] state) {
        int[] held = variables[level];
        if (held.length == 1) {
            state[held[0]] = value;
            return;
        }
        int[] each = numbered.get(level).get(value);
        for (int i = 0; i < held.length; i++) {
            state[held[i]] = each[i];
        }
    }
}
