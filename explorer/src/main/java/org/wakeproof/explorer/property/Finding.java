// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.property;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A violation as the search met it.
 *
 * @param property which property
 * @param explanation what is violated
 * @param steps makes the steps of the search that lead from the start to it
 * @param stay how a run goes on from there for ever; empty where the violation is a state or a step itself, and null where
 *     that is not known, as where a limit was hit before
 */
public record Finding(
        String property, String explanation, Supplier<List<Integer>> steps, RegionCheck.@Nullable Stay stay) {
    public Finding(String property, String explanation, Supplier<List<Integer>> steps) {
        this(property, explanation, steps, RegionCheck.Stay.NONE);
    }
}
