// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All that can be reached from a set, after Ciardo, Lüttgen and Siminiceanu ("Saturation", TACAS 2001): steps are
 * carried out at the first level that they touch, from the bottom up, and what a step yields below is saturated before
 * it is handed up. Steps are carried out only from what is new, and what they yield is saturated only as far as it is new:
 * what was there before is saturated, and two saturated sets together are saturated, too. Agents are asked on the way, as
 * soon as there is something that they have not been asked.
 *
 * <p>A result that is remembered stays a result although more is learnt: whatever could be asked below it has been.
 */
final class Saturation implements Diagrams.Roots {
    private static final int SATURATED = 5 << 28;
    private static final int EXTENDED = 6 << 28;
    private static final int WATCH = 1 << 12;

    private final Diagrams diagrams;
    private final Cache cache;
    private final Sets sets;
    private final Projection projection;
    private final Relations relations;
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
    Saturation(
            Diagrams diagrams,
            Sets sets,
            Projection projection,
            Relations relations,
            int levels,
            Learner learner,
            Runnable watch) {
        this.diagrams = diagrams;
        this.cache = diagrams.cache();
        this.sets = sets;
        this.projection = projection;
        this.relations = relations;
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
        Work work = begin(level);
        for (int node = set; node != Diagrams.EMPTY; node = diagrams.right(node)) {
            work.enter(diagrams.value(node));
            work.append(diagrams.value(node), saturate(diagrams.down(node), level + 1), Diagrams.EMPTY);
        }
        int result = end(work, level);
        cache.put(SATURATED | level, set, Diagrams.EMPTY, result);
        return result;
    }

    /** Everything that can be reached from two sets that have nothing in common, of which the second is saturated. */
    private int extend(int more, int saturated, int level) {
        if (more == Diagrams.EMPTY) {
            return saturated;
        }
        if (saturated == Diagrams.EMPTY) {
            return saturate(more, level);
        }
        int known = cache.get(EXTENDED | level, more, saturated);
        if (known != Cache.UNKNOWN) {
            return known;
        }
        if (++steps % WATCH == 0) {
            watch.run();
        }
        Work work = begin(level);
        int rest = saturated;
        for (int node = more; node != Diagrams.EMPTY; node = diagrams.right(node)) {
            int value = diagrams.value(node);
            rest = work.appendBefore(value, rest, diagrams);
            int old = Diagrams.EMPTY;
            if (rest != Diagrams.EMPTY && diagrams.value(rest) == value) {
                old = diagrams.down(rest);
                rest = diagrams.right(rest);
            }
            work.enter(value);
            work.append(value, extend(diagrams.down(node), old, level + 1), old);
        }
        work.appendBefore(Integer.MAX_VALUE, rest, diagrams);
        int result = end(work, level);
        cache.put(EXTENDED | level, more, saturated, result);
        return result;
    }

    /** Carries out steps, at a level, from all that they have not been carried out from, until nothing new comes of it. */
    private void stabilize(Work work, int level) {
        boolean again = true;
        while (again) {
            again = false;
            for (int at = 0; at < work.count(); at++) {
                if (work.below(at) != work.done(at)) {
                    again = true;
                    int value = work.value(at);
                    int mark = diagrams.mark();
                    int fresh = diagrams.push(sets.minus(work.below(at), work.done(at)));
                    work.finish(at);
                    carryOut(work, value, fresh, level);
                    diagrams.pop(mark);
                    at = work.find(value);
                }
            }
        }
    }

    private void carryOut(Work work, int value, int fresh, int level) {
        int version;
        do {
            version = versions[level];
            for (Firing firing : concerned(level, value)) {
                if (meets(firing, fresh)) {
                    carryOut(work, value, fresh, firing, level);
                }
            }
            // What was carried out before stays; who answers now has not been asked yet for what is fresh.
        } while (version != versions[level]);
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

    /** Whether in a set, which begins below a relation's first level, there is some key for which it has answers. */
    private boolean meets(Firing firing, int set) {
        Way toKey = firing.toKey();
        if (toKey == null) {
            return true;
        }
        Group group = firing.groups().get(0);
        for (int key = projection.of(set, toKey); key != Diagrams.EMPTY; key = diagrams.right(key)) {
            if (group.answers(group.keyLevel(), diagrams.value(key))) {
                return true;
            }
        }
        return false;
    }

    private void carryOut(Work work, int value, int fresh, Firing firing, int level) {
        for (Group group : firing.groups()) {
            learn(group, firing.start(group), value, fresh);
        }
        int mark = diagrams.mark();
        Shape shape = firing.shape();
        int relation = diagrams.push(firing.relation(value));
        if (shape.kind == Shape.Kind.READ) {
            add(work, value, relations.image(fresh, relation, shape.next), level);
        } else {
            for (int after = relation; after != Diagrams.EMPTY; after = diagrams.right(after)) {
                add(work, diagrams.value(after), relations.image(fresh, diagrams.down(after), shape.next), level);
            }
        }
        diagrams.pop(mark);
    }

    private void add(Work work, int value, int image, int level) {
        int at = work.find(value);
        int old = at < 0 ? Diagrams.EMPTY : work.below(at);
        int mark = diagrams.mark();
        int more = diagrams.push(sets.minus(diagrams.push(image), old));
        if (more != Diagrams.EMPTY) {
            work.enter(value);
            int all = extend(more, old, level + 1);
            if (at < 0) {
                work.insert(-1 - at, value, all);
            } else {
                work.replace(at, all);
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
        boolean isWhole = start.kind == Way.Kind.READ && !group.isByTop();
        int asked = group.asked(value);
        if (projection.isWithin(isWhole ? sets.below(asked, value) : asked, below, way)) {
            return false;
        }
        int mark = diagrams.mark();
        int met = diagrams.push(projection.of(below, way));
        if (isWhole) {
            met = diagrams.push(diagrams.make(value, met, Diagrams.EMPTY));
        }
        int vectors = diagrams.push(sets.minus(met, asked));
        boolean isNew =
                learner.learn(group, start.kind == Way.Kind.READ && group.isByTop() ? value : Group.ANY, vectors);
        diagrams.pop(mark);
        return isNew;
    }

    private Work begin(int level) {
        if (depth == works.size()) {
            works.add(new Work());
        }
        Work work = works.get(depth++);
        work.begin(level);
        return work;
    }

    /** The saturated list, whose parts below are saturated. */
    private int end(Work work, int level) {
        if (!byTop.get(level).isEmpty()) {
            stabilize(work, level);
        }
        int result = work.make(diagrams);
        depth--;
        cache.put(SATURATED | level, result, Diagrams.EMPTY, result);
        return result;
    }

    /** What is known so far to be reachable, when saturation of a whole set has been ended; empty if it had not begun. */
    int soFar() {
        int all = Diagrams.EMPTY;
        for (int i = depth - 1; i >= 0; i--) {
            int mark = diagrams.mark();
            diagrams.push(all);
            all = works.get(i).soFar(all, diagrams, sets);
            diagrams.pop(mark);
        }
        return all;
    }

    /** Counts the nodes of the sets that are being saturated, as after an exception. */
    void size(LevelSizes sizes) {
        for (int i = 0; i < depth; i++) {
            works.get(i).size(sizes);
        }
    }

    @Override
    public void mark(Diagrams all) {
        for (int i = 0; i < depth; i++) {
            works.get(i).mark(all);
        }
    }
}
