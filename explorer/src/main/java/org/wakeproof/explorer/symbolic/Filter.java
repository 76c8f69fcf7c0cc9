// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.ArrayList;
import java.util.List;

/**
 * The part of a set in which something is so. A test is asked with nothing known; where it reads a variable, the set is
 * taken apart by the values that the variable's level has in it, and the test asked again for each.
 */
final class Filter {
    private static final int HOLDS = -1;
    private static final int FAILS = -2;

    private final Levels levels;
    private final Diagrams diagrams;
    private final Sets sets;
    private final Projection projection;
    private final Enabled enabled;
    private final Shape.Table shapes;
    private final Way.Table ways;
    private final Local local;
    private final Agent agent;

    Filter(
            Levels levels,
            Diagrams diagrams,
            Sets sets,
            Projection projection,
            Enabled enabled,
            Shape.Table shapes,
            Way.Table ways,
            Local local,
            Test test) {
        this.levels = levels;
        this.diagrams = diagrams;
        this.sets = sets;
        this.projection = projection;
        this.enabled = enabled;
        this.shapes = shapes;
        this.ways = ways;
        this.local = local;
        this.agent = Agent.where(test);
    }

    /** The states of a set, which is kept, in which the test holds. */
    int of(int set) {
        return of(set, levels.initial().clone(), Footprint.NOTHING);
    }

    /** The same where some variables are known. */
    private int of(int set, int[] state, Footprint known) {
        int level = ask(state, known);
        if (level < 0) {
            return level == HOLDS ? set : Diagrams.EMPTY;
        }
        Footprint more = known.and(Footprint.ofReads(levels.variables(level)));
        Touch touch = levels.touch(Footprint.ofReads(levels.variables(level)));
        int mark = diagrams.mark();
        int all = diagrams.mark();
        diagrams.push(Diagrams.EMPTY);
        int values = diagrams.push(projection.of(set, ways.of(touch, 0)));
        List<int[]> holding = new ArrayList<>();
        for (int node = values; node != Diagrams.EMPTY; node = diagrams.right(node)) {
            int value = diagrams.value(node);
            levels.decode(level, value, state);
            int next = ask(state, more);
            if (next == HOLDS) {
                holding.add(new int[] {value});
            } else if (next != FAILS) {
                int part = diagrams.push(where(set, List.of(new int[] {value}), touch));
                diagrams.replace(all, sets.union(diagrams.kept(all), diagrams.push(of(part, state.clone(), more))));
                diagrams.pop(all + 2);
            }
        }
        int result = sets.union(diagrams.kept(all), diagrams.push(where(set, holding, touch)));
        diagrams.pop(mark);
        return result;
    }

    /** Whether the test holds in some state of a set, which is kept. */
    boolean isSomewhere(int set) {
        Footprint known = Footprint.NOTHING;
        int level = askAll(set, known);
        while (level >= 0) {
            known = known.and(Footprint.ofReads(levels.variables(level)));
            level = askAll(set, known);
        }
        return level == HOLDS;
    }

    /** Whether the test holds for some combination of what is known, or a level that it has to know, too. */
    private int askAll(int set, Footprint known) {
        Touch touch = levels.touch(known);
        int[] read = touch.reads().stream().toArray();
        int[] state = levels.initial().clone();
        int[] answer = {FAILS};
        int mark = diagrams.mark();
        int combinations = diagrams.push(projection.of(set, ways.of(touch, 0)));
        sets.forEach(combinations, read.length, combination -> {
            for (int i = 0; i < read.length; i++) {
                levels.decode(read[i], combination[i], state);
            }
            answer[0] = ask(state, known);
            return answer[0] == FAILS;
        });
        diagrams.pop(mark);
        return answer[0];
    }

    private int where(int set, List<int[]> values, Touch touch) {
        int mark = diagrams.mark();
        int part = enabled.of(set, diagrams.push(sets.of(values)), shapes.of(touch, 0, levels.count()));
        diagrams.pop(mark);
        return part;
    }

    /** Whether the test holds, or the level of a variable that it has to know first. */
    private int ask(int[] state, Footprint known) {
        Footprint allowed = known;
        while (true) {
            local.reset(allowed);
            local.assume(state);
            try {
                local.ask(agent);
                return local.outcomes().isEmpty() ? FAILS : HOLDS;
            } catch (Local.Beyond beyond) {
                int level = levels.level(beyond.variable);
                if (level != Levels.NONE) {
                    return level;
                }
                allowed = allowed.andRead(beyond.variable);
            }
        }
    }
}
