// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import java.util.List;
import java.util.Optional;
import org.wakeproof.prove.solver.Solver.Answer;

/**
 * A question to a solver, and what it said.
 *
 * @param kind what it is about
 * @param subject the step, the property, or "initial states"
 * @param answer UNSATISFIABLE where the claim is proved
 * @param cpus how many CPUs had to be named
 * @param millis how long it took
 * @param broken the conjuncts that fail, where some do
 * @param counterexample a state in which they do
 */
public record Check(
        Kind kind,
        String subject,
        Answer answer,
        int cpus,
        long millis,
        List<String> broken,
        Optional<Counterexample> counterexample) {

    /** What can be asked. */
    public enum Kind {
        /** The invariant holds at first. */
        INITIATION,
        /** A step keeps the invariant. */
        STEP,
        /** The invariant implies a property. */
        PROPERTY,
        /** A step can be taken in some state of the invariant; proved where it is SATISFIABLE. */
        POSSIBLE
    }

    /** Whether the claim is proved. */
    public boolean isProved() {
        return answer == (kind == Kind.POSSIBLE ? Answer.SATISFIABLE : Answer.UNSATISFIABLE);
    }
}
