// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.program;

import java.util.Arrays;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.Procedure;

/**
 * A place inside a procedure: which procedure, its arguments, and the results of all that it has
 * asked for so far. Ports are deterministic, so this decides what the procedure asks for next; it is
 * learnt once, by running the Java code, and then remembered.
 */
public final class Activation {
    /** What the procedure asks for at this place. */
    public enum Request {
        OPERATION,
        CALL,
        REPEAT,
        ITERATE,
        RESET,
        RETURN
    }

    public final Procedure procedure;
    public final int[] arguments;
    public final int[] history;
    public final Request request;
    /** For OPERATION. */
    public final Operation operation;
    /** For CALL, REPEAT, ITERATE and RESET. */
    public final Procedure callee;

    final int[] calleeArguments;
    /** For RETURN. */
    public final int result;
    /** The C functions that lead from the procedure to this place. */
    public final String functions;

    /** Where the procedure is once it has got a result. */
    public final ByResult<Activation> children = new ByResult<>();

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

    /** Whether it is the same procedure, as far, behind the same results. */
    boolean isSamePlace(Activation other) {
        return procedure == other.procedure
                && Arrays.equals(arguments, other.arguments)
                && Arrays.equals(history, other.history);
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
