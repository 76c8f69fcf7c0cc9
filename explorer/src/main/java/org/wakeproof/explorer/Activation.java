// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import java.util.Arrays;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.Procedure;

/**
 * A place inside a procedure: which procedure, its arguments, and the results of all that it has
 * asked for so far. Ports are deterministic, so this decides what the procedure asks for next; it is
 * learnt once, by running the Java code, and then remembered.
 */
final class Activation {
    /** What the procedure asks for at this place. */
    enum Request {
        OPERATION,
        CALL,
        REPEAT,
        RESET,
        RETURN
    }

    final Procedure procedure;
    final int[] arguments;
    final int[] history;
    final Request request;
    /** For OPERATION. */
    final Operation operation;
    /** For CALL, REPEAT and RESET. */
    final Procedure callee;

    final int[] calleeArguments;
    /** For RETURN. */
    final int result;
    /** The C functions that lead from the procedure to this place. */
    final String functions;

    private volatile Children children = Children.NONE;

    private record Children(int[] results, Activation[] activations) {
        static final Children NONE = new Children(new int[0], new Activation[0]);
    }

    Activation(
            Procedure procedure,
            int[] arguments,
            int[] history,
            Request request,
            Operation operation,
            Procedure callee,
            int[] calleeArguments,
            int result,
            String functions) {
        this.procedure = procedure;
        this.arguments = arguments;
        this.history = history;
        this.request = request;
        this.operation = operation;
        this.callee = callee;
        this.calleeArguments = calleeArguments;
        this.result = result;
        this.functions = functions;
    }

    /** Where the procedure is once it has got this result, or null where that is not yet known. */
    Activation known(int result) {
        Children snapshot = children;
        for (int i = 0; i < snapshot.results.length; i++) {
            if (snapshot.results[i] == result) {
                return snapshot.activations[i];
            }
        }
        return null;
    }

    /** Remembers a place. The caller holds the compiler's lock. */
    void learn(int result, Activation child) {
        Children old = children;
        int size = old.results.length;
        int[] results = Arrays.copyOf(old.results, size + 1);
        Activation[] activations = Arrays.copyOf(old.activations, size + 1);
        results[size] = result;
        activations[size] = child;
        children = new Children(results, activations);
    }

    /** Whether both ask for the same. */
    boolean asksLike(Activation other) {
        return request == other.request
                && (operation == null ? other.operation == null : operation.equals(other.operation))
                && callee == other.callee
                && Arrays.equals(calleeArguments, other.calleeArguments)
                && result == other.result;
    }

    String describe() {
        return switch (request) {
            case OPERATION -> operation.toString();
            case CALL -> "call of " + callee + Arrays.toString(calleeArguments);
            case REPEAT -> "repetition of " + callee + Arrays.toString(calleeArguments);
            case RESET -> "jump to " + callee + Arrays.toString(calleeArguments);
            case RETURN -> "return of " + result;
        };
    }
}
