// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All that can be reached from a set, after Ciardo, Lüttgen and Siminiceanu ("Saturation", TACAS 2001): steps are
 * carried out at the first level that they touch, from the bottom up, and what a step yields below is saturated before
 * it is handed up. Agents are asked on the way, as soon as there is something that they have not been asked.
 *
 * <p>A result that is remembered stays a result although more is learnt: whatever could be asked below it has been.
 */
final class Saturation implements Diagrams.Roots {
    private static final int SATURATED = 5 << 28;
    private static final int FIRED = 6 << 28;
    private static final int WATCH = 1 << 12;

    private final Diagrams diagrams;
    private final Cache cache;
    private final Sets sets;
    private final Projection projection;
    private final Learner learner;
    private final Runnable watch;
    private final List<List<Firing>> byTop = new ArrayList<>();
    private final List<Map<Integer, Firing[]>> concerned = new ArrayList<>();
    private final int[] versions;
    private final int[] looked;
    private final List<Work> works = new ArrayList<>();
    private int depth;
    private int steps;

    /**
     * @param watch called again and again; what it throws ends the saturation
     */
    Saturation(Diagrams diagrams, Sets sets, Projection projection, int levels, Learner learner, Runnable watch) {
        this.diagrams = diagrams;
        this.cache = diagrams.cache();
        this.sets = sets;
        this.projection = projection;
        this.learner = learner;
        this.watch = watch;
        this.versions = new int[levels];
        this.looked = new int[levels];
        for (int level = 0; level < levels; level++) {
            byTop.add(new ArrayList<>());
            concerned.add(new HashMap<>());
        }
        diagrams.addRoots(this);
    }

    /** Has a relation be carried out from now on. */
    void add(Firing firing) {
        byTop.get(firing.top()).add(firing);
        versions[firing.top()]++;
    }

    /** Groups at a level answer for more than before: what is being saturated there has to be looked at again. */
    void look(int level) {
        versions[level]++;
    }

    /** Everything that can be reached from a set, whose diagram begins at a level. */
    int saturate(int set, int level) {
        if (level == byTop.size() || set == Diagrams.EMPTY) {
            return set;
        }
        int known = cache.get(SATURATED | level, set, Diagrams.EMPTY);
        if (known != Cache.UNKNOWN) {
            return known;
        }
        Work work = begin();
        for (int node = set; node != Diagrams.EMPTY; node = diagrams.right(node)) {
            work.append(diagrams.value(node), saturate(diagrams.down(node), level + 1));
        }
        int result = close(work, level);
        end();
        cache.put(SATURATED | level, set, Diagrams.EMPTY, result);
        return result;
    }

    /** Everything that can be reached after one step of a relation; set and shape begin at the level. */
    private int fire(int set, int relation, Shape shape, int level) {
        if (shape.kind == Shape.Kind.END) {
            return set;
        }
        int operation = FIRED | shape.id;
        int known = cache.get(operation, set, relation);
        if (known != Cache.UNKNOWN) {
            return known;
        }
        if (++steps % WATCH == 0) {
            watch.run();
        }
        Work work = begin();
        switch (shape.kind) {
            case SKIP -> {
                for (int node = set; node != Diagrams.EMPTY; node = diagrams.right(node)) {
                    int below = fire(diagrams.down(node), relation, shape.next, level + 1);
                    if (below != Diagrams.EMPTY) {
                        work.append(diagrams.value(node), below);
                    }
                }
            }
            case READ, CHANGE -> fireWhere(work, set, relation, shape, level);
            case WRITE -> {
                for (int node = set; node != Diagrams.EMPTY; node = diagrams.right(node)) {
                    fireAll(work, diagrams.down(node), relation, shape.next, level);
                }
            }
            case END -> throw new AssertionError(shape.kind);
        }
        int result = close(work, level);
        end();
        cache.put(operation, set, relation, result);
        return result;
    }

    private void fireWhere(Work work, int set, int relation, Shape shape, int level) {
        int wanted = relation;
        for (int node = set; node != Diagrams.EMPTY; node = diagrams.right(node)) {
            int value = diagrams.value(node);
            wanted = sets.from(wanted, value);
            if (wanted == Diagrams.EMPTY) {
                return;
            }
            if (diagrams.value(wanted) == value) {
                if (shape.kind == Shape.Kind.READ) {
                    add(work, value, fire(diagrams.down(node), diagrams.down(wanted), shape.next, level + 1));
                } else {
                    fireAll(work, diagrams.down(node), diagrams.down(wanted), shape.next, level);
                }
            }
        }
    }

    /** One value before, and a list of values after. */
    private void fireAll(Work work, int below, int relation, Shape next, int level) {
        for (int after = relation; after != Diagrams.EMPTY; after = diagrams.right(after)) {
            add(work, diagrams.value(after), fire(below, diagrams.down(after), next, level + 1));
        }
    }

    private void add(Work work, int value, int node) {
        if (node == Diagrams.EMPTY) {
            return;
        }
        int at = work.find(value);
        if (at < 0) {
            work.insert(-1 - at, value, node);
            return;
        }
        int old = work.below(at);
        if (old != node) {
            diagrams.push(node);
            int all = sets.union(old, node);
            diagrams.pop(diagrams.mark() - 1);
            if (all != old) {
                work.replace(at, all);
            }
        }
    }

    /** The saturated list, whose parts below are saturated. */
    private int close(Work work, int level) {
        int list = work.make(diagrams);
        if (list == Diagrams.EMPTY || byTop.get(level).isEmpty()) {
            return list;
        }
        int known = cache.get(SATURATED | level, list, Diagrams.EMPTY);
        if (known != Cache.UNKNOWN) {
            return known;
        }
        int mark = diagrams.mark();
        diagrams.push(list);
        work.refresh();
        stabilize(work, level);
        int result = work.make(diagrams);
        diagrams.pop(mark);
        cache.put(SATURATED | level, list, Diagrams.EMPTY, result);
        cache.put(SATURATED | level, result, Diagrams.EMPTY, result);
        return result;
    }

    private void stabilize(Work work, int level) {
        boolean again = true;
        while (again) {
            again = false;
            for (int at = 0; at < work.count(); at++) {
                if (work.isFresh(at)) {
                    again = true;
                    work.take(at);
                    int value = work.value(at);
                    int version = versions[level];
                    for (Firing firing : concerned(level, value)) {
                        fireTop(work, value, firing, level);
                    }
                    if (version != versions[level]) {
                        work.refresh();
                    }
                    at = work.find(value);
                }
            }
        }
    }

    /** What has to be carried out below a value of a level that is its first. */
    private Firing[] concerned(int level, int value) {
        Map<Integer, Firing[]> known = concerned.get(level);
        if (looked[level] != versions[level]) {
            looked[level] = versions[level];
            known.clear();
        }
        Firing[] some = known.get(value);
        if (some == null) {
            some = byTop.get(level).stream()
                    .filter(firing -> firing.concerns(value))
                    .toArray(Firing[]::new);
            known.put(value, some);
        }
        return some;
    }

    private void fireTop(Work work, int value, Firing firing, int level) {
        int mark = diagrams.mark();
        int below = diagrams.push(work.below(work.find(value)));
        for (Group group : firing.groups()) {
            learn(group, firing.start(group), value, below);
        }
        Shape shape = firing.shape();
        int relation = firing.relation(value);
        if (relation != Diagrams.EMPTY) {
            if (shape.kind == Shape.Kind.READ) {
                add(work, value, fire(below, relation, shape.next, level + 1));
            } else {
                fireAll(work, below, relation, shape.next, level);
            }
        }
        diagrams.pop(mark);
    }

    /** Asks for what has not been asked; whether there was any. */
    boolean learn(Group group, Way start, int value, int below) {
        if (start == null) {
            return false;
        }
        Way way = start.kind == Way.Kind.END ? start : start.next(value);
        if (way == null) {
            return false;
        }
        int mark = diagrams.mark();
        int met = diagrams.push(projection.of(below, way));
        boolean isWhole = start.kind == Way.Kind.READ && !group.isByTop();
        if (isWhole) {
            met = diagrams.push(diagrams.make(value, met, Diagrams.EMPTY));
        }
        int vectors = diagrams.push(sets.minus(met, group.asked(value)));
        boolean isNew = vectors != Diagrams.EMPTY
                && learner.learn(group, start.kind == Way.Kind.READ && group.isByTop() ? value : Group.ANY, vectors);
        diagrams.pop(mark);
        return isNew;
    }

    private Work begin() {
        if (depth == works.size()) {
            works.add(new Work());
        }
        Work work = works.get(depth++);
        work.clear();
        return work;
    }

    private void end() {
        depth--;
    }

    @Override
    public void mark(Diagrams all) {
        for (int i = 0; i < depth; i++) {
            works.get(i).mark(all);
        }
    }
}
