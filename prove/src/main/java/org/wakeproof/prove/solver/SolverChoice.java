// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.solver;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The solvers that can be asked. */
public enum SolverChoice {
    /** In this process, pure Java. */
    SMTINTERPOL,
    /** The program z3. */
    Z3,
    /** The program cvc5. */
    CVC5;

    /** Whether it can be had here. */
    public boolean isHere() {
        return this == SMTINTERPOL || path().isPresent();
    }

    private Optional<Path> path() {
        return ProcessSolver.find(toString());
    }

    /**
     * Starts one.
     *
     * @throws IllegalStateException if it cannot be had here; the message says how to get it
     */
    public Solver start() {
        if (this == SMTINTERPOL) {
            return new SmtInterpolSolver();
        }
        String program = path().map(Path::toString)
                .orElseThrow(() -> new IllegalStateException(
                        this + " is not on the path: install it (Debian: " + this + "), or leave --solver out"));
        String version = ProcessSolver.version(List.of(program, "--version"));
        return this == Z3
                ? new ProcessSolver(version, List.of(program, "-in", "-smt2"))
                : new ProcessSolver(version, List.of(program, "--lang=smt2", "--incremental", "-q"));
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
