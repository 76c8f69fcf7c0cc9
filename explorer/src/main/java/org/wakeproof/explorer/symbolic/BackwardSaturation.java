// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.ArrayList;
import java.util.List;

/**
 * From where certain states are reached without leaving a set, by saturation backwards inside that set (Zhao and Ciardo,
 * "Symbolic CTL model checking of asynchronous systems using constrained saturation", ATVA 2009). As with
 * {@link Saturation}, steps are carried out at the first level that they touch, from the bottom up, from what is new.
 *
 * <p>All steps are known. Sets are of whole states; arguments have to be kept by the caller, and so does the result.
 */
final class BackwardSaturation implements Diagrams.Roots {
    private static final int SATURATED = 12 << 28;
    private static final int EXTENDED = 13 << 28;
    /** The value of a node that stands for a pair of others. */
    private static final int PAIR = -1;

    private static final int WATCH = 1 << 12;

    private final Diagrams diagrams;
    private final Cache cache;
    private final Sets sets;
    private final Backward backward;
    private final Runnable watch;
    private final List<List<Origins>> byTop = new ArrayList<>();
    private final List<Work> works = new ArrayList<>();
    /** Tells its results from those of others, who carry out other steps. */
    private final int tag;

    private int depth;
    private int steps;

    /**
     * @param number its own among those of these diagrams, from 0 on
     * @param watch called again and again; what it throws ends what is being done
     */
    BackwardSaturation(
            Diagrams diagrams,
            Sets sets,
            Backward backward,
            List<Firing> firings,
            int levels,
            int number,
            Runnable watch) {
        this.diagrams = diagrams;
        this.cache = diagrams.cache();
        this.sets = sets;
        this.backward = backward;
        this.tag = number * (levels + 1);
        this.watch = watch;
        for (int level = 0; level < levels; level++) {
            byTop.add(new ArrayList<>());
        }
        diagrams.addRoots(this);
        for (Firing firing : firings) {
            // What touches no level leads from each state to itself.
            if (firing.top() < levels) {
                byTop.get(firing.top()).add(new Origins(firing, diagrams));
            }
        }
    }

    /** Some states of a set and all those of it from which a way inside it leads to them. */
    int of(int targets, int within) {
        return saturate(targets, within, 0);
    }

    private int saturate(int set, int within, int level) {
        if (set == Diagrams.EMPTY || set == within) {
            return set;
        }
        int operation = SATURATED | tag + level;
        int known = cache.get(operation, set, within);
        if (known != Cache.UNKNOWN) {
            return known;
        }
        watch();
        Work work = begin(level);
        int place = within;
        for (int node = set; node != Diagrams.EMPTY; node = diagrams.right(node)) {
            int value = diagrams.value(node);
            place = sets.from(place, value);
            work.append(value, saturate(diagrams.down(node), diagrams.down(place), level + 1), Diagrams.EMPTY);
        }
        int result = end(work, within, level);
        cache.put(operation, set, within, result);
        return result;
    }

    /** The same for two sets that have nothing in common, of which the second is saturated. */
    private int extend(int more, int saturated, int within, int level) {
        if (more == Diagrams.EMPTY) {
            return saturated;
        }
        if (saturated == Diagrams.EMPTY) {
            return saturate(more, within, level);
        }
        int operation = EXTENDED | tag + level;
        int mark = diagrams.mark();
        int pair = diagrams.push(diagrams.make(PAIR, saturated, within));
        int known = cache.get(operation, more, pair);
        if (known == Cache.UNKNOWN) {
            known = extended(more, saturated, within, level);
            cache.put(operation, more, pair, known);
        }
        diagrams.pop(mark);
        return known;
    }

    private int extended(int more, int saturated, int within, int level) {
        watch();
        Work work = begin(level);
        int rest = saturated;
        int place = within;
        for (int node = more; node != Diagrams.EMPTY; node = diagrams.right(node)) {
            int value = diagrams.value(node);
            rest = work.appendBefore(value, rest, diagrams);
            int old = Diagrams.EMPTY;
            if (rest != Diagrams.EMPTY && diagrams.value(rest) == value) {
                old = diagrams.down(rest);
                rest = diagrams.right(rest);
            }
            place = sets.from(place, value);
            work.append(value, extend(diagrams.down(node), old, diagrams.down(place), level + 1), old);
        }
        work.appendBefore(Integer.MAX_VALUE, rest, diagrams);
        return end(work, within, level);
    }

    private void stabilize(Work work, int within, int level) {
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
                    for (Origins origins : byTop.get(level)) {
                        carryOut(work, origins, value, fresh, within, level);
                    }
                    diagrams.pop(mark);
                    at = work.find(value);
                }
            }
        }
    }

    /** Adds from where steps lead to what is new below a value. */
    private void carryOut(Work work, Origins origins, int value, int fresh, int within, int level) {
        Shape next = origins.shape().next;
        int[] before = origins.before(value);
        int[] relations = origins.relations(value);
        if (before == Origins.ANY) {
            for (int node = within; node != Diagrams.EMPTY; node = diagrams.right(node)) {
                add(work, diagrams.value(node), diagrams.down(node), fresh, relations[0], next, level);
            }
            return;
        }
        int place = within;
        for (int i = 0; i < before.length; i++) {
            place = sets.from(place, before[i]);
            if (place == Diagrams.EMPTY) {
                return;
            }
            if (diagrams.value(place) == before[i]) {
                add(work, before[i], diagrams.down(place), fresh, relations[i], next, level);
            }
        }
    }

    private void add(Work work, int value, int within, int fresh, int relation, Shape next, int level) {
        int at = work.find(value);
        int old = at < 0 ? Diagrams.EMPTY : work.below(at);
        if (old == within) {
            return;
        }
        int mark = diagrams.mark();
        int origins = diagrams.push(backward.of(fresh, within, relation, next));
        int more = diagrams.push(sets.minus(origins, old));
        if (more != Diagrams.EMPTY) {
            int all = extend(more, old, within, level + 1);
            if (at < 0) {
                work.insert(-1 - at, value, all);
            } else {
                work.replace(at, all);
            }
        }
        diagrams.pop(mark);
    }

    private void watch() {
        if (++steps % WATCH == 0) {
            watch.run();
        }
    }

    private Work begin(int level) {
        if (depth == works.size()) {
            works.add(new Work());
        }
        Work work = works.get(depth++);
        work.begin(level);
        return work;
    }

    private int end(Work work, int within, int level) {
        if (!byTop.get(level).isEmpty()) {
            stabilize(work, within, level);
        }
        int result = work.make(diagrams);
        depth--;
        cache.put(SATURATED | tag + level, result, within, result);
        return result;
    }

    @Override
    public void mark(Diagrams all) {
        for (int i = 0; i < depth; i++) {
            works.get(i).mark(all);
        }
        byTop.forEach(origins -> origins.forEach(each -> each.mark(all)));
    }
}
