// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.logic;

import java.util.List;
import java.util.Optional;

/**
 * A system of any number of CPUs, with what is claimed of it.
 *
 * @param name as typed
 * @param variables all of them; at first flags are clear, times 0, programs at their first places, nothing is owed, and
 *     what CPU variables name is left open
 * @param steps what may happen
 * @param invariant what holds of every CPU in every state that can be reached, if it is inductive
 * @param properties what is to follow from the invariant
 * @param response what is to happen in the end, if anything
 * @param assumptions what the verdict rests on, in words
 */
public record ParametricSystem(
        String name,
        List<Variable> variables,
        List<Step> steps,
        List<Conjunct> invariant,
        List<Conjunct> properties,
        Optional<Response> response,
        List<String> assumptions) {

    /**
     * A system.
     *
     * @throws IllegalArgumentException if a stage that waits for a lock is left by a step that does not take it
     */
    public ParametricSystem {
        for (Stage stage : response.map(Response::stages).orElse(List.of())) {
            if (stage.progress() instanceof Progress.WhereFree where
                    && steps.stream().noneMatch(each -> each.name().equals(where.step()) && each.takes(where.lock()))) {
                throw new IllegalArgumentException("'" + stage.name() + "' waits for a lock, and '" + where.step()
                        + "' does not take it: " + where.lock().name());
            }
        }
    }

    /** The same with another invariant. */
    public ParametricSystem withInvariant(List<Conjunct> conjuncts) {
        return new ParametricSystem(name, variables, steps, List.copyOf(conjuncts), properties, response, assumptions);
    }

    /** The same with another response, or none. */
    public ParametricSystem withResponse(Optional<Response> other) {
        return new ParametricSystem(name, variables, steps, invariant, properties, other, assumptions);
    }

    /** The same with other steps. */
    public ParametricSystem withSteps(List<Step> others) {
        return new ParametricSystem(name, variables, List.copyOf(others), invariant, properties, response, assumptions);
    }

    /**
     * A step.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public Step step(String wanted) {
        return steps.stream()
                .filter(each -> each.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no step '" + wanted + "'"));
    }
}
