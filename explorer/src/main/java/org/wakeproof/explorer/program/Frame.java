// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.program;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.machine.Field;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.Vector;

/**
 * The whole call stack of a CPU, as its innermost activation and the frame below. Equal stacks are
 * one object, so that a stack is one number in the packed state. A frame that can rest is at an
 * operation, or {@linkplain #isDone() done}.
 */
public final class Frame {
    /** No vector: the frame was called, or is the first. */
    public static final int CALLED = -1;

    private static final Field[] NOTHING = {};

    public final int cpu;
    public final Activation activation;
    public final Frame below;
    /** The vector whose handler this is, on top of what it interrupted. */
    public final int vector;
    /** Vectors whose handlers are on the stack and acknowledge last; a CPU does not take them again meanwhile. */
    public final int inService;

    /** Whether a step from here may change what somebody looks at. */
    public final boolean isSeen;

    private final boolean inInterrupt;
    /** The number in the packed state; -1 for a frame that never rests. */
    public int number = -1;

    /** Where the results of its operation lead. */
    final ByResult<Edge> edges = new ByResult<>();

    private volatile Edge[] interrupted;

    /** Where a result or an interrupt leads, and the time variables that are forgotten on the way. */
    public record Edge(Frame target, Field[] forgotten) {
        public Edge {
            forgotten = forgotten.length == 0 ? NOTHING : forgotten;
        }
    }

    Frame(int cpu, Activation activation, Frame below, int vector, List<Vector> vectors, boolean isSeen) {
        this.cpu = cpu;
        this.activation = activation;
        this.below = below;
        this.vector = vector;
        this.isSeen = isSeen;
        boolean waits = vector != CALLED && !vectors.get(vector).isAcknowledgedEarly();
        this.inService = (below == null ? 0 : below.inService)
                | (waits ? vectors.get(vector).bit() : 0);
        this.inInterrupt = vector != CALLED || below != null && below.inInterrupt;
        this.interrupted = new Edge[vectors.size()];
    }

    /** Whether the CPU has come to the end of its program; it is the lowest frame then, and interrupts come on top. */
    public boolean isDone() {
        return activation == null;
    }

    /** Whether an interrupt's handler is on the stack. */
    public boolean isInInterrupt() {
        return inInterrupt;
    }

    /**
     * Whether another is the same place, in whichever program: the same code behind the same results. Handlers are told apart
     * by what they have done, and not by what they interrupt.
     */
    public boolean isSamePlace(Frame other) {
        Frame one = this;
        Frame two = other;
        while (one != null && two != null && !one.isDone() && !two.isDone()) {
            if (one.cpu != two.cpu || one.vector != two.vector || !one.activation.isSamePlace(two.activation)) {
                return false;
            }
            if (one.vector != CALLED) {
                return true;
            }
            one = one.below;
            two = two.below;
        }
        return one == null && two == null;
    }

    public Operation operation() {
        return activation.operation;
    }

    /** The C functions from the CPU's outermost one, or from the interrupt's handler, to this place. */
    public String functions() {
        if (isDone()) {
            return "";
        }
        if (below == null || vector != CALLED) {
            return activation.functions;
        }
        String callers = below.functions();
        String last = callers.substring(callers.lastIndexOf('>') + 1).strip();
        String here = activation.functions;
        return here.equals(last) || here.startsWith(last + " > ")
                ? callers + here.substring(last.length())
                : callers + " > " + here;
    }

    /** {@link #functions()} of what was interrupted, of each handler that was, and of what runs, outermost first. */
    public List<String> contexts() {
        List<String> contexts = new ArrayList<>();
        Frame at = this;
        while (at != null) {
            if (!at.isDone()) {
                contexts.add(0, at.functions());
            }
            while (at.below != null && at.vector == CALLED) {
                at = at.below;
            }
            at = at.below;
        }
        return contexts;
    }

    Edge knownHandler(int vector) {
        return interrupted[vector];
    }

    /** Remembers where an interrupt leads. The caller holds the program's lock. */
    void learnHandler(int vector, Edge handler) {
        Edge[] copy = interrupted.clone();
        copy[vector] = handler;
        interrupted = copy;
    }
}
