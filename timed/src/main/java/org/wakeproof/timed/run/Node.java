// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.run;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.Procedure;

/**
 * A point in a call of a procedure: what the call asks for next, after these arguments and the results so far, which
 * decide that. Points that have been met before are found again by their results, so that the procedure's Java code runs
 * only when something is met for the first time.
 */
final class Node {
    /** What is asked for. */
    enum Kind {
        OPERATION,
        CALL,
        REPEAT,
        RETURN,
        RESET
    }

    private static final int SMALL = 4;

    private final Node parent;
    private final int resultBefore;
    private final int length;
    private final Procedure procedure;
    private final int[] arguments;
    private final boolean kept;
    private Kind kind = Kind.RETURN;
    private Operation operation;
    private Opcode opcode = Opcode.OTHER;
    private long cost;
    private Procedure callee;
    private int[] calleeArguments = {};
    private Node calleeStart;
    private int value;
    private Node[] small = {};
    private Map<Integer, Node> others = Map.of();

    /** The start of a call. */
    Node(Procedure procedure, int[] arguments, boolean kept) {
        this.parent = null;
        this.resultBefore = 0;
        this.length = 0;
        this.procedure = procedure;
        this.arguments = arguments;
        this.kept = kept;
    }

    /** What comes after a result. */
    Node(Node parent, int result, boolean kept) {
        this.parent = parent;
        this.resultBefore = result;
        this.length = parent.length + 1;
        this.procedure = parent.procedure;
        this.arguments = parent.arguments;
        this.kept = kept;
    }

    // Saying what is asked for.

    void asksFor(Operation asked, Opcode code, long nanoseconds) {
        kind = Kind.OPERATION;
        operation = asked;
        opcode = code;
        cost = nanoseconds;
    }

    void asksFor(Kind how, Procedure called, int... with) {
        kind = how;
        callee = called;
        calleeArguments = with;
    }

    void returns(int result) {
        kind = Kind.RETURN;
        value = result;
    }

    // What is asked for.

    Kind kind() {
        return kind;
    }

    Operation operation() {
        return operation;
    }

    Opcode opcode() {
        return opcode;
    }

    /** What the operation costs, in nanoseconds. */
    long cost() {
        return cost;
    }

    Procedure callee() {
        return callee;
    }

    int[] calleeArguments() {
        return calleeArguments;
    }

    /** The start of the call, once it is known. */
    Node calleeStart() {
        return calleeStart;
    }

    void calleeStart(Node start) {
        calleeStart = start;
    }

    /** The result that is returned. */
    int value() {
        return value;
    }

    // Its place.

    Procedure procedure() {
        return procedure;
    }

    int[] arguments() {
        return arguments;
    }

    /** Whether it is found again. */
    boolean isKept() {
        return kept;
    }

    /** The results that have led to it. */
    int[] results() {
        int[] results = new int[length];
        Node at = this;
        for (int i = length - 1; i >= 0; i--) {
            results[i] = at.resultBefore;
            at = at.parent;
        }
        return results;
    }

    /** What is known to come after a result; null where that has not been met. */
    @Nullable
    Node after(int result) {
        if (result >= 0 && result < SMALL) {
            return small.length == 0 ? null : small[result];
        }
        return others.get(result);
    }

    void keep(int result, Node child) {
        if (result >= 0 && result < SMALL) {
            if (small.length == 0) {
                small = new Node[SMALL];
            }
            small[result] = child;
        } else {
            if (others.isEmpty()) {
                others = new HashMap<>();
            }
            others.put(result, child);
        }
    }
}
