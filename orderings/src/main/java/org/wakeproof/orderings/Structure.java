// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.orderings;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What makes an ordering none at all, whatever a search would say of it.
 *
 * @param step of which it speaks
 * @param needed what has to have been done before, or null where the step itself has to be the last
 * @param why in words
 */
public record Structure(Step step, @Nullable Step needed, String why) {
    /** Wherever the step is, the other has been done before. */
    static Structure needs(Step step, Step needed, String why) {
        return new Structure(step, needed, why);
    }

    /** The step comes once, behind all others. */
    static Structure last(Step step, String why) {
        return new Structure(step, null, why);
    }

    /** The rule in words. */
    public String rule() {
        String rule = needed == null
                ? step.label() + " comes once, and last"
                : step.label() + " needs " + needed.label() + " before it";
        return rule + ": " + why;
    }

    boolean isBrokenBy(List<Step> steps) {
        int first = steps.indexOf(step);
        if (needed == null) {
            return first < 0 || first != steps.size() - 1;
        }
        int before = steps.indexOf(needed);
        return first >= 0 && (before < 0 || before > first);
    }

    /** The first rule that the steps break. */
    static Optional<Structure> brokenBy(List<Step> steps, List<Structure> rules) {
        return rules.stream().filter(rule -> rule.isBrokenBy(steps)).findFirst();
    }
}
