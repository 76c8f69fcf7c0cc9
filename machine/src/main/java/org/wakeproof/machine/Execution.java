// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

/** A way to run a machine's code: explored, replayed, or direct. It alone knows how an operation is carried out. */
public interface Execution {
    /** The executing CPU. */
    int cpu();

    /** Carries out one operation as one step and returns its result. */
    int perform(Operation operation);

    /** Calls a procedure and returns its result. */
    int call(Procedure procedure, int... arguments);

    /** Calls a procedure until it returns {@link Procedure#STOP}. */
    void repeat(Procedure procedure, int... arguments);

    /** Calls a procedure with {@code first}, then with each result in turn, until one is negative; returns that. */
    default int iterate(Procedure procedure, int first) {
        int next = first;
        while (next >= 0) {
            next = call(procedure, next);
        }
        return next;
    }

    /** Throws the CPU's call chain away and runs the procedure instead; does not return. */
    void resetStackAndJump(Procedure procedure, int... arguments);
}
