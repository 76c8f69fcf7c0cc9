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

    /** What a question belongs to. */
    public enum Part {
        /** What never happens. */
        SAFETY,
        /** What happens in the end. */
        RESPONSE,
        /** That what is proved is not proved of nothing. */
        VACUITY
    }

    /** What can be asked. */
    public enum Kind {
        /** The invariant holds at first. */
        INITIATION(Part.SAFETY),
        /** A step keeps the invariant. */
        STEP(Part.SAFETY),
        /** The invariant implies a property. */
        PROPERTY(Part.SAFETY),
        /** A CPU that sleeps with work is in some stage. */
        COVERED(Part.RESPONSE),
        /** A step leads no such CPU to a later stage. */
        NO_LATER(Part.RESPONSE),
        /** A step of a stage's helper leads to an earlier stage. */
        EARLIER(Part.RESPONSE),
        /** That step can be taken when it is to be, and a CPU that is to take it has no other; or its interrupts are off. */
        ENABLED(Part.RESPONSE),
        /** Who has interrupts off has a step. */
        GOES_ON(Part.RESPONSE),
        /** Who holds a lock has a step that waits for none. */
        HOLDER(Part.RESPONSE),
        /** A step that says who holds a lock finds it free. */
        FREE(Part.RESPONSE),
        /** A step in a loop over sets of CPUs shrinks them, or leaves it, and no step of others adds to them. */
        SHRINKS(Part.RESPONSE),
        /** Interrupts do not stay off for ever: a look at the graph of places, without a solver. */
        ENDS(Part.RESPONSE),
        /** A step can be taken in some state of the invariant; proved where it is SATISFIABLE. */
        POSSIBLE(Part.VACUITY),
        /** Some state of the invariant has a CPU in this stage and in no other; proved where it is SATISFIABLE. */
        NEEDED(Part.VACUITY);

        private final Part part;

        Kind(Part part) {
            this.part = part;
        }

        /** What it belongs to. */
        public Part part() {
            return part;
        }
    }

    /** Whether the claim is proved. */
    public boolean isProved() {
        return answer == (kind.part() == Part.VACUITY ? Answer.SATISFIABLE : Answer.UNSATISFIABLE);
    }

    /** Whether a state has been found in which the claim fails. */
    public boolean isRefuted() {
        return answer == (kind.part() == Part.VACUITY ? Answer.UNSATISFIABLE : Answer.SATISFIABLE);
    }
}
