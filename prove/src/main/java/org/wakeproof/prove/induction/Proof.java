// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import java.util.List;
import java.util.Optional;
import org.wakeproof.prove.induction.Check.Kind;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.solver.Solver.Answer;

/**
 * What was asked about a system, and what came of it.
 *
 * @param solver its name and version
 * @param checks every question, in the order of the system's steps
 * @param millis wall-clock time
 */
public record Proof(ParametricSystem system, String solver, List<Check> checks, long millis) {
    /** What a proof comes to. */
    public enum Verdict {
        /** Every question has the answer that it is to have. */
        PROVED,
        /** Some step leads out of the invariant, or it does not hold at first, or does not imply a property. */
        NOT_INDUCTIVE,
        /** A solver did not know, was stopped, or a step can never be taken. */
        INCOMPLETE
    }

    public Verdict verdict() {
        if (failing().isPresent()) {
            return Verdict.NOT_INDUCTIVE;
        }
        return open().isEmpty() && isWhole() ? Verdict.PROVED : Verdict.INCOMPLETE;
    }

    private boolean isWhole() {
        return checks.size()
                == 1 + 2 * system.steps().size() + system.properties().size();
    }

    /** The first claim that does not hold. */
    public Optional<Check> failing() {
        return checks.stream()
                .filter(check -> check.kind() != Kind.POSSIBLE && check.answer() == Answer.SATISFIABLE)
                .findFirst();
    }

    /** What is not proved. */
    public List<Check> open() {
        return checks.stream().filter(check -> !check.isProved()).toList();
    }

    /** The most CPUs that had to be named for a question. */
    public int mostCpus() {
        return checks.stream().mapToInt(Check::cpus).max().orElse(0);
    }
}
