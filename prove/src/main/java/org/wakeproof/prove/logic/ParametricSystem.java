// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.logic;

import java.util.List;

/**
 * A system of any number of CPUs, with what is claimed of it.
 *
 * @param name as typed
 * @param variables all of them; at first flags are clear, times 0, programs at their first places, nothing is owed, and
 *     what CPU variables name is left open
 * @param steps what may happen
 * @param invariant what holds of every CPU in every state that can be reached, if it is inductive
 * @param properties what is to follow from the invariant
 * @param assumptions what the verdict rests on, in words
 */
public record ParametricSystem(
        String name,
        List<Variable> variables,
        List<Step> steps,
        List<Conjunct> invariant,
        List<Conjunct> properties,
        List<String> assumptions) {

    /** The same with another invariant. */
    public ParametricSystem withInvariant(List<Conjunct> conjuncts) {
        return new ParametricSystem(name, variables, steps, List.copyOf(conjuncts), properties, assumptions);
    }
}
