// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.run;

import org.jspecify.annotations.Nullable;
import org.wakeproof.machine.Procedure;

/**
 * A point in a call of a procedure: what the call asks for next, after these arguments and the results so far, which
 * decide that. Points that have been met before are found again by their results, so that the procedure's Java code runs
 * only when something is met for the first time. There are many, so they are small.
 */
final class Node {
    private final Node parent;
    private final int resultBefore;
    private final Procedure procedure;
    private final int[] arguments;
    private final boolean kept;
    private Asked asked;
    private int firstResult;
    private Node first;
    private Successors others;

    /** The start of a call. */
    Node(Procedure procedure, int[] arguments, boolean kept) {
        this(null, 0, procedure, arguments, kept);
    }

    /** What comes after a result. */
    Node(Node parent, int result, boolean kept) {
        this(parent, result, parent.procedure, parent.arguments, kept);
    }

    private Node(Node parent, int resultBefore, Procedure procedure, int[] arguments, boolean kept) {
        this.parent = parent;
        this.resultBefore = resultBefore;
        this.procedure = procedure;
        this.arguments = arguments;
        this.kept = kept;
    }

    void asksFor(Asked what) {
        asked = what;
    }

    /** What is asked for. */
    Asked asked() {
        return asked;
    }

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
        int[] results = new int[length()];
        Node at = this;
        for (int i = results.length - 1; i >= 0; i--) {
            results[i] = at.resultBefore;
            at = at.parent;
        }
        return results;
    }

    private int length() {
        int length = 0;
        for (Node at = parent; at != null; at = at.parent) {
            length++;
        }
        return length;
    }

    /** What is known to come after a result; null where that has not been met. */
    @Nullable
    Node after(int result) {
        if (first != null && firstResult == result) {
            return first;
        }
        return others == null ? null : others.after(result);
    }

    void keep(int result, Node child) {
        if (first == null) {
            firstResult = result;
            first = child;
            return;
        }
        if (others == null) {
            others = new Successors();
        }
        others.keep(result, child);
    }
}
