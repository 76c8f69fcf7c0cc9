// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.logic;

import java.util.List;

/**
 * A loop over sets of CPUs: while one CPU is in it nobody else adds to the sets, and each of its own steps leaves the loop,
 * or takes a CPU out of one of them and adds to none up to that one. Where its interrupts are on all kinds of things come in
 * between, so its own steps are those that are named; what comes on top adds to no set either.
 *
 * @param where the CPU that visits is
 * @param sets of whom it visits, in the order in which they shrink
 * @param steps those of the loop, where interrupts are on in it; none where they are off, and all steps of the CPU are
 * @param onTop what may run on top meanwhile, with interrupts off
 */
public record Visit(Plain where, List<Plain> sets, List<String> steps, Plain onTop) {
    /** No loop. */
    public static final Visit NONE = new Visit(Plain.constant(false), List.of());

    /** With interrupts off. */
    public Visit(Plain where, List<Plain> sets) {
        this(where, sets, List.of(), Plain.constant(false));
    }

    /** Whether a step of the CPU that visits is one of the loop's. */
    public boolean isGoneThroughBy(Step step) {
        return step.agent() == Agent.CPU && (steps.isEmpty() || steps.contains(step.name()));
    }
}
