// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import java.util.List;
import java.util.function.Supplier;

/**
 * A violation as the search met it.
 *
 * @param property which property
 * @param explanation what is violated
 * @param steps makes the steps that lead from the start to it
 * @param staying how many of the last of those steps come after the state from which on it could not be avoided
 * @param round how many of the last of those steps make a round that can go on for ever
 */
record Finding(String property, String explanation, Supplier<List<Integer>> steps, int staying, int round) {
    Finding(String property, String explanation, Supplier<List<Integer>> steps) {
        this(property, explanation, steps, 0, 0);
    }
}
