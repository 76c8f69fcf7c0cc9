// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.orderings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The rules of a path, computed from the verdicts on its permutations alone. A pair is a rule if every permutation that
 * holds has it in one order, and there are legal ones that have it in the other. As long as some permutation is not explored
 * to its end there is no rule: it might hold.
 */
public final class Rules {
    private final List<Judged> permutations;
    private final List<Judged> holding;
    private final List<Rule> direct = new ArrayList<>();
    private final List<Rule> implied = new ArrayList<>();

    /**
     * @param permutations all legal ones, the path as it is first
     */
    Rules(OrderedPath path, List<Judged> permutations) {
        this.permutations = permutations;
        this.holding = permutations.stream().filter(Judged::holds).toList();
        if (holding.isEmpty() || open() > 0) {
            return;
        }
        List<Step> steps = path.steps();
        List<Step[]> following = new ArrayList<>();
        for (Step before : steps) {
            for (Step after : steps) {
                if (before == after || !isFixed(before, after) || !isBreakable(before, after)) {
                    continue;
                }
                if (steps.stream().noneMatch(between -> isFixed(before, between) && isFixed(between, after))) {
                    direct.add(withNeighbours(before, after));
                } else {
                    following.add(new Step[] {before, after});
                }
            }
        }
        following.forEach(pair -> implied.add(withLeastBroken(pair[0], pair[1])));
    }

    /** Whether all that hold have this order, be it by a rule or by structure. */
    private boolean isFixed(Step before, Step after) {
        return before != after && holding.stream().allMatch(judged -> isInOrder(judged, before, after));
    }

    private boolean isBreakable(Step before, Step after) {
        return permutations.stream().anyMatch(judged -> isInOrder(judged, after, before));
    }

    private static boolean isInOrder(Judged judged, Step before, Step after) {
        List<Step> steps = judged.ordering().steps();
        return steps.indexOf(before) < steps.indexOf(after);
    }

    private Rule withNeighbours(Step before, Step after) {
        for (Judged kept : holding) {
            List<Step> steps = kept.ordering().steps();
            int place = steps.indexOf(before);
            if (steps.indexOf(after) == place + 1) {
                List<Step> exchanged = new ArrayList<>(steps);
                Collections.swap(exchanged, place, place + 1);
                Optional<Judged> broken = permutations.stream()
                        .filter(judged -> judged.ordering().steps().equals(exchanged))
                        .findFirst();
                if (broken.isPresent()) {
                    return new Rule(before, after, kept, broken.get());
                }
            }
        }
        return new Rule(before, after, null, null);
    }

    private Rule withLeastBroken(Step before, Step after) {
        Judged broken = permutations.stream()
                .filter(judged -> isInOrder(judged, after, before))
                .min(Comparator.<Judged>comparingInt(
                                judged -> brokenBy(judged.ordering()).size())
                        .thenComparing(Judged::traceLength))
                .orElseThrow();
        return new Rule(before, after, null, broken);
    }

    /** Those that do not follow from others and structure. */
    public List<Rule> direct() {
        return direct;
    }

    /** Those that do. */
    public List<Rule> implied() {
        return implied;
    }

    /** The direct rules that an ordering breaks. */
    public List<Rule> brokenBy(Ordering ordering) {
        return direct.stream().filter(rule -> !rule.isKeptBy(ordering)).toList();
    }

    /** How many permutations hold. */
    public int holding() {
        return holding.size();
    }

    /** How many permutations there are. */
    public int permutations() {
        return permutations.size();
    }

    /** How many were not explored to their end. */
    public long open() {
        return permutations.stream()
                .filter(judged -> judged.judgement() == Judgement.INCOMPLETE)
                .count();
    }

    /** How many keep every rule and yet do not hold: what rules of this form do not tell. */
    public long untold() {
        return permutations.stream()
                .filter(judged -> !judged.holds() && brokenBy(judged.ordering()).isEmpty())
                .count();
    }

    /** What the rules amount to, in words. */
    public String conclusion() {
        if (open() > 0) {
            return open() + " were not explored to their end, so no rule can be told";
        }
        if (untold() > 0) {
            return untold() + " permutations keep every rule and do not hold: it takes more than pairs";
        }
        return direct.isEmpty() && holding.size() == permutations.size()
                ? "No pair of steps has to keep its order"
                : "Every permutation that keeps these rules holds";
    }
}
