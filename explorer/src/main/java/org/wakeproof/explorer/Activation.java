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
        ITERATE,
        RESET,
        RETURN
    }

    final Procedure procedure;
    final int[] arguments;
    final int[] history;
    final Request request;
    /** For OPERATION. */
    final Operation operation;
    /** For CALL, REPEAT, ITERATE and RESET. */
    final Procedure callee;

    final int[] calleeArguments;
    /** For RETURN. */
    final int result;
    /** The C functions that lead from the procedure to this place. */
    final String functions;

    /** Where the procedure is once it has got a result. */
    final ByResult<Activation> children = new ByResult<>();

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
            case ITERATE -> "iteration of " + callee + Arrays.toString(calleeArguments);
            case RESET -> "jump to " + callee + Arrays.toString(calleeArguments);
            case RETURN -> "return of " + result;
        };
    }
}
