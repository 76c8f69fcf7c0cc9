// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.orderings;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A list of steps to try.
 *
 * @param kind how it differs from the path as it is
 * @param changed the step that is left out or done twice; null where there is none
 * @param steps in order
 */
public record Ordering(Kind kind, @Nullable Step changed, List<Step> steps) {
    /** How orderings come about. */
    public enum Kind {
        /** All steps once. */
        PERMUTATION,
        /** One step is left out. */
        OMISSION,
        /** One step is done twice. */
        DUPLICATION,
        /** Typed by hand. */
        TYPED
    }

    /** One that was typed by hand. */
    public static Ordering typed(List<Step> steps) {
        return new Ordering(Kind.TYPED, null, List.copyOf(steps));
    }

    /** A letter for each step. */
    public String letters() {
        return steps.stream().map(step -> String.valueOf(step.letter())).collect(Collectors.joining());
    }

    /** As typed on the command line. */
    public String typed() {
        return steps.stream().map(Step::label).collect(Collectors.joining(","));
    }
}
