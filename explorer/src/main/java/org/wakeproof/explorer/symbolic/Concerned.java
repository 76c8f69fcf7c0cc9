// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.List;

/** Which steps can come from somewhere in a set, as far as the keys tell of those who take them: most call stacks are not there. */
final class Concerned {
    private final Diagrams diagrams;
    private final Projection projection;
    private final Way.Table ways;

    Concerned(Diagrams diagrams, Projection projection, Way.Table ways) {
        this.diagrams = diagrams;
        this.projection = projection;
        this.ways = ways;
    }

    /** Some of these steps, among them all that can be taken somewhere in a set, which is kept. */
    List<Firing> of(List<Firing> steps, int set) {
        return steps.stream().filter(firing -> isConcerned(firing, set)).toList();
    }

    private boolean isConcerned(Firing firing, int set) {
        if (firing.groups().size() > 1) {
            return true;
        }
        Group group = firing.groups().get(0);
        int level = group.keyLevel();
        if (level == Levels.NONE) {
            return true;
        }
        int mark = diagrams.mark();
        boolean isConcerned = false;
        int keys = diagrams.push(projection.of(set, ways.to(level, 0)));
        for (int key = keys; key != Diagrams.EMPTY && !isConcerned; key = diagrams.right(key)) {
            isConcerned = group.answers(level, diagrams.value(key));
        }
        diagrams.pop(mark);
        return isConcerned;
    }
}
