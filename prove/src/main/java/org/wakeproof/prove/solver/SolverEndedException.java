// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.solver;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A solver's program has ended while it was asked: by itself, or by a Ctrl-C, which is for every program of its terminal. */
public final class SolverEndedException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    /** So long may who asks take to hear of the same Ctrl-C, in milliseconds. */
    private static final int TOGETHER = 500;

    /** Says which, and how. */
    public SolverEndedException(String message) {
        super(message);
    }

    /** Whether who asks was to stop, too, or is within half a second. */
    public boolean isBecause(BooleanSupplier stopped) {
        try {
            for (int waited = 0; !stopped.getAsBoolean() && waited < TOGETHER; waited++) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return stopped.getAsBoolean();
    }
}
