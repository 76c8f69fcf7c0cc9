// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A relation that is carried out as a whole, with the groups that have to be asked before. */
class Firing {
    private final List<Group> groups;
    private final int top;
    private final Shape shape;
    private final Way.Table ways;
    private final Way toKey;

    Firing(Group group, Shape.Table shapes, Way.Table ways, int levels) {
        this(List.of(group), group.top(), shapes.of(group.touch(), group.top(), levels), ways);
    }

    Firing(List<Group> groups, int top, Shape shape, Way.Table ways) {
        this.groups = groups;
        this.top = top;
        this.shape = shape;
        this.ways = ways;
        int keyLevel = groups.get(0).keyLevel();
        this.toKey = groups.size() == 1 && keyLevel > top ? ways.to(keyLevel, top + 1) : null;
    }

    final List<Group> groups() {
        return groups;
    }

    /** The first level that it touches. */
    final int top() {
        return top;
    }

    /** From the top on. */
    final Shape shape() {
        return shape;
    }

    /** The way to what a group reads, from the top on; null where it answers for nothing. */
    final @Nullable Way start(Group group) {
        return group.start(ways, top);
    }

    /** The way to the key of its only group, from below the top on; null where there is no such key. */
    final @Nullable Way toKey() {
        return toKey;
    }

    /** Whether it has to be carried out below this value of its first level. */
    final boolean concerns(int value) {
        for (Group group : groups) {
            Way start = start(group);
            if (start != null && (start.kind == Way.Kind.END || start.next(value) != null)) {
                return true;
            }
        }
        return false;
    }

    /** All of its relation, from its first level on. */
    int whole(Diagrams diagrams) {
        return groups.get(0).whole(diagrams);
    }

    /** The relation below a value of its first level: behind the value where that is read. */
    int relation(int value) {
        return groups.get(0).relation(value);
    }
}
