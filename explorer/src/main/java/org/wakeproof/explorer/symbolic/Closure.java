// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.BitSet;
import java.util.List;

/**
 * Looks whether a set is what it is meant to be: agents have been asked about all of it, and no step leads out. It rests
 * on nothing that saturation remembers.
 */
final class Closure {
    private final Diagrams diagrams;
    private final Sets sets;
    private final Relations relations;
    private final Saturation saturation;

    Closure(Diagrams diagrams, Sets sets, Relations relations, Saturation saturation) {
        this.diagrams = diagrams;
        this.sets = sets;
        this.relations = relations;
        this.saturation = saturation;
    }

    /** Whether a set, which is kept, is closed; asks agents for what they have not been asked. */
    boolean isClosed(int set, int levels, List<Firing> firings) {
        BitSet nodes = new BitSet();
        nodes.set(set);
        boolean closed = true;
        for (int level = 0; level < levels; level++) {
            BitSet next = new BitSet();
            for (int list = nodes.nextSetBit(0); list >= 0; list = nodes.nextSetBit(list + 1)) {
                for (int node = list; node != Diagrams.EMPTY; node = diagrams.right(node)) {
                    next.set(diagrams.down(node));
                    closed &= isClosed(list, node, level, firings);
                }
            }
            nodes = next;
        }
        for (int i = 0; i < firings.size(); i++) {
            Firing firing = firings.get(i);
            if (firing.top() == levels) {
                // It touches nothing that changes, and is asked once.
                for (Group group : firing.groups()) {
                    closed &= !saturation.learn(group, firing.start(group), Group.ANY, Diagrams.UNIT);
                }
            }
        }
        return closed;
    }

    private boolean isClosed(int list, int node, int level, List<Firing> firings) {
        boolean closed = true;
        // What is asked for now can make more of them.
        for (int i = 0; i < firings.size(); i++) {
            Firing firing = firings.get(i);
            if (firing.top() == level) {
                for (Group group : firing.groups()) {
                    closed &= !saturation.learn(group, firing.start(group), diagrams.value(node), diagrams.down(node));
                }
                closed &= staysInside(list, node, firing);
            }
        }
        return closed;
    }

    private boolean staysInside(int list, int node, Firing firing) {
        int below = diagrams.down(node);
        int relation = firing.relation(diagrams.value(node));
        Shape next = firing.shape().next;
        if (relation == Diagrams.EMPTY) {
            return true;
        }
        if (firing.shape().kind == Shape.Kind.READ) {
            return isInside(relations.image(below, relation, next), below);
        }
        for (int to = relation; to != Diagrams.EMPTY; to = diagrams.right(to)) {
            if (!isInside(relations.image(below, diagrams.down(to), next), sets.below(list, diagrams.value(to)))) {
                return false;
            }
        }
        return true;
    }

    private boolean isInside(int some, int all) {
        int mark = diagrams.mark();
        boolean inside = sets.minus(diagrams.push(some), all) == Diagrams.EMPTY;
        diagrams.pop(mark);
        return inside;
    }
}
