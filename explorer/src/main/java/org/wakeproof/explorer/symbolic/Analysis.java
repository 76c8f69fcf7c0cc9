// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of sets of states once all have been reached, so that every step is known. Arguments have to be kept by
 * the caller, and so does the result.
 */
final class Analysis {
    private final Diagrams diagrams;
    private final Sets sets;
    private final Enabled enabled;
    private final Concerned concerned;
    private final Predecessors predecessors;
    private final FairPart fairPart;
    private final Function<Test, Filter> filter;
    private final List<Firing> firings;
    private final Joint joint;
    private final Firing jointFiring;

    /**
     * @param firings all steps, the joint one included
     * @param joint null for none
     * @param jointFiring null where the joint step never changes anything
     */
    Analysis(
            Diagrams diagrams,
            Sets sets,
            Enabled enabled,
            Concerned concerned,
            FallingApart fallingApart,
            Predecessors predecessors,
            Function<Test, Filter> filter,
            List<Firing> firings,
            @Nullable Joint joint,
            @Nullable Firing jointFiring) {
        this.diagrams = diagrams;
        this.sets = sets;
        this.enabled = enabled;
        this.concerned = concerned;
        this.predecessors = predecessors;
        this.fairPart = new FairPart(diagrams, sets, predecessors, fallingApart);
        this.filter = filter;
        this.firings = firings;
        this.joint = joint;
        this.jointFiring = jointFiring;
    }

    /** Where no step can be taken, nor the joint one. */
    int stuck(int set) {
        int mark = diagrams.mark();
        int left = diagrams.push(sets.minus(set, diagrams.push(able(set, firings))));
        if (joint != null) {
            left = sets.minus(left, diagrams.push(ready(left)));
        }
        diagrams.pop(mark);
        return left;
    }

    /** Some states and those of a set from which a way inside it leads to them. */
    int leadingTo(int targets, int within) {
        return predecessors.leadingTo(targets, within, firings);
    }

    /** The states of a region from which a fair run stays in it. */
    int staying(int region, List<Actor> actors) {
        int mark = diagrams.mark();
        List<FairPart.Fairness> fairness = new ArrayList<>();
        for (Actor actor : actors) {
            fairness.add(pushed(actor, region));
        }
        List<Firing> steps =
                fairness.stream().flatMap(each -> each.steps().stream()).toList();
        int fair = diagrams.push(fairPart.of(region, fairness));
        if (fair != Diagrams.EMPTY && joint != null) {
            fair = diagrams.push(goingOn(fair, diagrams.push(timely(region, steps)), actors, fairness));
        }
        int staying = predecessors.leadingTo(fair, region, steps);
        diagrams.pop(mark);
        return staying;
    }

    /** Where somebody has to act, as far as it lies in a region; the sets are pushed. */
    private FairPart.Fairness pushed(Actor actor, int region) {
        List<Firing> steps = firings.stream()
                .filter(firing -> firing == jointFiring
                        ? actor.isJoint()
                        : actor.agents()
                                .contains(firing.groups().get(0).behaviour().agent()))
                .toList();
        int able = diagrams.push(
                actor.able() != null ? filter.apply(actor.able()).of(region) : able(region, steps, actor.isJoint()));
        int urged = able;
        if (actor.polls() != null) {
            int polling = diagrams.push(filter.apply(actor.polls()).of(able));
            urged = diagrams.push(sets.minus(able, polling));
        }
        return new FairPart.Fairness(steps, able, urged);
    }

    /** From where steps inside a region lead to where the joint step can be taken. */
    private int timely(int region, List<Firing> steps) {
        int mark = diagrams.mark();
        int timely = predecessors.leadingTo(diagrams.push(ready(region)), region, steps);
        diagrams.pop(mark);
        return timely;
    }

    /**
     * The part of a fair part without the runs in which the joint step waits for ever for nothing but holders, though it
     * could be taken in the end and each of them lets it go on again and again: in what is left it is taken, or not waited
     * for, or somebody holds it for ever.
     */
    private int goingOn(int fair, int timely, List<Actor> actors, List<FairPart.Fairness> fairness) {
        int mark = diagrams.mark();
        int due = diagrams.push(sets.intersection(diagrams.push(due(fair, joint.guards())), timely));
        List<FairPart.Fairness> impatient = new ArrayList<>(fairness);
        for (int actor = 0; actor < actors.size(); actor++) {
            if (actors.get(actor).isJoint()) {
                impatient.set(actor, new FairPart.Fairness(fairness.get(actor).steps(), due, due));
            }
        }
        int slot = diagrams.mark();
        int all = diagrams.push(fairPart.of(fair, impatient));
        for (List<Test> holder : joint.holders()) {
            int held = diagrams.push(sets.minus(fair, diagrams.push(where(fair, holder))));
            all = sets.union(all, diagrams.push(fairPart.of(held, fairness)));
            diagrams.replace(slot, all);
            diagrams.pop(slot + 1);
        }
        diagrams.pop(mark);
        return all;
    }

    private int able(int set, List<Firing> steps, boolean isJoint) {
        int mark = diagrams.mark();
        int able = diagrams.push(able(set, steps));
        if (isJoint) {
            able = sets.union(able, diagrams.push(ready(set)));
        }
        diagrams.pop(mark);
        return able;
    }

    /** Where one of some steps can be taken; the joint one is not minded. */
    private int able(int set, List<Firing> steps) {
        int mark = diagrams.mark();
        int all = diagrams.push(Diagrams.EMPTY);
        for (Firing firing : concerned.of(steps, set)) {
            if (firing != jointFiring) {
                int relation = diagrams.push(firing.whole(diagrams));
                all = sets.union(all, diagrams.push(enabled.of(set, relation, predecessors.shape(firing))));
                diagrams.replace(mark, all);
                diagrams.pop(mark + 1);
            }
        }
        diagrams.pop(mark);
        return all;
    }

    /** Where the joint step can be taken. */
    private int ready(int set) {
        return due(set, joint.allGuards());
    }

    /** Where there is an occasion for the joint step, and none of some guards objects. */
    private int due(int set, List<Test> guards) {
        int mark = diagrams.mark();
        int free = diagrams.push(where(set, guards));
        int ready = diagrams.push(Diagrams.EMPTY);
        for (Test occasion : joint.occasions()) {
            ready = sets.union(ready, diagrams.push(filter.apply(occasion).of(free)));
            diagrams.replace(mark + 1, ready);
            diagrams.pop(mark + 2);
        }
        diagrams.pop(mark);
        return ready;
    }

    /** The part of a set in which all of some tests hold. */
    private int where(int set, List<Test> tests) {
        int mark = diagrams.mark();
        int left = diagrams.push(set);
        for (Test test : tests) {
            left = filter.apply(test).of(left);
            diagrams.replace(mark, left);
            diagrams.pop(mark + 1);
        }
        diagrams.pop(mark);
        return left;
    }
}
