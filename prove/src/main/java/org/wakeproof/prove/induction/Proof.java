// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import java.util.List;
import org.wakeproof.prove.induction.Check.Part;
import org.wakeproof.prove.logic.ParametricSystem;

/**
 * What was asked about a system, and what came of it.
 *
 * @param solver its name and version
 * @param checks what was asked, in the order of the system's steps
 * @param questions how many there are for the whole proof
 * @param millis wall-clock time
 */
public record Proof(ParametricSystem system, String solver, List<Check> checks, int questions, long millis) {
    /** What a proof comes to. */
    public enum Verdict {
        /** Every question has the answer that it is to have. */
        PROVED,
        /** Some step leads out of the invariant, or it does not hold at first, or does not imply a property. */
        NOT_INDUCTIVE,
        /** The invariant is inductive and implies the properties, and what is to happen in the end is not proved. */
        NO_RESPONSE,
        /** A solver did not know, was stopped, or something is proved of nothing. */
        INCOMPLETE
    }

    public Verdict verdict() {
        if (hasRefuted(Part.SAFETY)) {
            return Verdict.NOT_INDUCTIVE;
        } else if (hasRefuted(Part.RESPONSE)) {
            return Verdict.NO_RESPONSE;
        }
        return open().isEmpty() && checks.size() == questions ? Verdict.PROVED : Verdict.INCOMPLETE;
    }

    private boolean hasRefuted(Part part) {
        return !refuted(part).isEmpty();
    }

    /** The claims of a part that do not hold. */
    public List<Check> refuted(Part part) {
        return checks.stream()
                .filter(check -> check.kind().part() == part && check.isRefuted())
                .toList();
    }

    /** How many questions of a part were asked. */
    public long asked(Part part) {
        return checks.stream().filter(check -> check.kind().part() == part).count();
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
