// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.orderings;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.wakeproof.orderings.Ordering.Kind;

/** Makes the orderings of a path that its structure allows. */
final class LegalOrderings {
    private final OrderedPath path;
    private final List<Ordering> orderings = new ArrayList<>();

    private LegalOrderings(OrderedPath path) {
        this.path = path;
    }

    /**
     * Every permutation, the path as it is first; every permutation of all steps but one; and the path as it is with one
     * step a second time, at every place.
     */
    static List<Ordering> of(OrderedPath path) {
        LegalOrderings legal = new LegalOrderings(path);
        legal.permute(Kind.PERMUTATION, null, path.steps());
        path.steps().forEach(legal::omit);
        path.steps().forEach(legal::duplicate);
        return legal.orderings;
    }

    /** Those of some kinds. */
    static List<Ordering> of(OrderedPath path, Set<Kind> kinds) {
        return of(path).stream().filter(each -> kinds.contains(each.kind())).toList();
    }

    private void omit(Step step) {
        List<Step> rest = new ArrayList<>(path.steps());
        rest.remove(step);
        permute(Kind.OMISSION, step, rest);
    }

    private void duplicate(Step step) {
        Set<List<Step>> different = new LinkedHashSet<>();
        for (int place = 0; place <= path.steps().size(); place++) {
            List<Step> more = new ArrayList<>(path.steps());
            more.add(place, step);
            different.add(more);
        }
        different.forEach(steps -> keepIfLegal(Kind.DUPLICATION, step, steps));
    }

    private void permute(Kind kind, Step changed, List<Step> steps) {
        permute(kind, changed, List.of(), steps);
    }

    private void permute(Kind kind, Step changed, List<Step> placed, List<Step> left) {
        if (left.isEmpty()) {
            keepIfLegal(kind, changed, placed);
        }
        for (Step next : left) {
            List<Step> more = new ArrayList<>(placed);
            more.add(next);
            List<Step> less = new ArrayList<>(left);
            less.remove(next);
            permute(kind, changed, more, less);
        }
    }

    private void keepIfLegal(Kind kind, Step changed, List<Step> steps) {
        if (path.isLegal(steps)) {
            orderings.add(new Ordering(kind, changed, List.copyOf(steps)));
        }
    }
}
