// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.List;
import java.util.function.Predicate;

/**
 * The part of a region in which a run can stay for ever and be fair, after Kesten, Pnueli and Raviv ("Algorithmic
 * verification of linear temporal logic specifications", ICALP 1998). From each state that is left whoever can act is led,
 * inside, to where it does. So in a strongly connected component from which nothing leads out everybody acts who can, and
 * in a state from which nothing leads anywhere nobody can. No state of a component in which a run can be fair is ever
 * taken out. Nor does taking the region apart lose one: it lies in one of the parts.
 *
 * <p>Sets are of whole states. Arguments have to be kept by the caller, and so does the result.
 */
final class FairPart {
    /**
     * Somebody who has to act.
     *
     * @param able states, among them all of the region in which it can act, and no others of it
     * @param urged the same for where it can act and does not poll
     */
    record Fairness(List<Firing> steps, int able, int urged) {
        /** The same with some of its steps alone. */
        Fairness with(Predicate<Firing> wanted) {
            return new Fairness(steps.stream().filter(wanted).toList(), able, urged);
        }
    }

    private final Diagrams diagrams;
    private final Sets sets;
    private final Predecessors predecessors;
    private final FallingApart fallingApart;

    FairPart(Diagrams diagrams, Sets sets, Predecessors predecessors, FallingApart fallingApart) {
        this.diagrams = diagrams;
        this.sets = sets;
        this.predecessors = predecessors;
        this.fallingApart = fallingApart;
    }

    /** Where those can be fair who act by steps inside. */
    int of(int region, List<Fairness> all) {
        List<Firing> steps = all.stream().flatMap(each -> each.steps().stream()).toList();
        int mark = diagrams.mark();
        int left = diagrams.push(region);
        int before;
        do {
            FallingApart.Parts parts = fallingApart.of(left, steps);
            if (parts != null) {
                left = of(parts, all);
                break;
            }
            before = left;
            left = pass(before, all, steps);
            diagrams.pop(mark);
            diagrams.push(left);
        } while (left != before);
        diagrams.pop(mark);
        return left;
    }

    private int of(FallingApart.Parts parts, List<Fairness> all) {
        int mark = diagrams.mark();
        int left = diagrams.push(Diagrams.EMPTY);
        for (ValueGraph.Part each : parts.all()) {
            int part = diagrams.push(fallingApart.where(parts, each));
            List<Fairness> some = each.isChanging()
                    ? all
                    : all.stream()
                            .map(who -> who.with(firing -> !parts.graph().isChangedBy(firing)))
                            .toList();
            left = sets.union(left, diagrams.push(of(part, some)));
            diagrams.pop(mark);
            diagrams.push(left);
        }
        diagrams.pop(mark);
        return left;
    }

    private int pass(int set, List<Fairness> all, List<Firing> steps) {
        int mark = diagrams.mark();
        int left = diagrams.push(set);
        for (Fairness each : all) {
            left = left == Diagrams.EMPTY ? left : without(each, left, steps);
            diagrams.pop(mark);
            diagrams.push(left);
        }
        diagrams.pop(mark);
        return left;
    }

    /** A set, which is kept, without the states in which somebody can act who is not led to where it does. */
    private int without(Fairness who, int set, List<Firing> steps) {
        int mark = diagrams.mark();
        int able = diagrams.push(sets.intersection(set, who.able()));
        int urged = diagrams.push(sets.intersection(set, who.urged()));
        int acting = diagrams.push(predecessors.into(set, able, who.steps()));
        int left = diagrams.push(without(urged, set, acting, steps));
        if (able != urged) {
            // Who polls can be led to where it cannot act, as well.
            int missed = diagrams.push(sets.union(diagrams.push(sets.minus(left, able)), acting));
            left = without(left, left, diagrams.push(sets.intersection(missed, left)), steps);
        }
        diagrams.pop(mark);
        return left;
    }

    /** A set without those of some of its states from which no way inside leads to certain others. */
    private int without(int some, int set, int others, List<Firing> steps) {
        int mark = diagrams.mark();
        int left = set;
        if (diagrams.push(sets.minus(some, others)) != Diagrams.EMPTY) {
            int leading = diagrams.push(predecessors.leadingTo(others, set, steps));
            left = sets.minus(set, diagrams.push(sets.minus(some, leading)));
        }
        diagrams.pop(mark);
        return left;
    }
}
