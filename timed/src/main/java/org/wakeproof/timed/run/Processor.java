// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.run;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.wakeproof.machine.Cpu;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.SleepState;

/** A CPU in a run: its own time, its calls that are under way, and the interrupts on their way to it. */
final class Processor {
    private static final int NO_INTERRUPT = -1;

    private final Cpu cpu;
    private final int agent;
    private final long[] arrivals;
    /** Vectors that have been noticed to be pending. */
    private int noticed;

    /** By call, from the bottom: where it is, how it started if it is repeated, and what it has interrupted. */
    private Node[] nodes = new Node[16];

    private Node[] repeated = new Node[16];
    private int[] inServiceBefore = new int[16];
    private int depth;

    /** The time of its next step, in nanoseconds. */
    long time;
    /** Vectors whose handlers are running and acknowledge last, one bit each. */
    int inService;
    /** What it waits for; null while it can go on. */
    @Nullable
    Operation waitingFor;
    /** The C-state that it is in, or {@link SleepState#AWAKE}. */
    SleepState sleep = SleepState.AWAKE;
    /** When it began to fall asleep. */
    long asleepSince;
    /** The same in ticks. */
    long asleepSinceTick;
    /** When it can be woken at the earliest: the state has been entered. */
    long wakeable;
    /** When it goes on after being woken; {@link EventQueue#NEVER} while nothing wakes it. */
    long goesOn = EventQueue.NEVER;
    /** Number of the vector that wakes it. */
    int wakingVector;

    Processor(Cpu cpu, int agent, int vectors) {
        this.cpu = cpu;
        this.agent = agent;
        this.arrivals = new long[vectors];
    }

    Cpu cpu() {
        return cpu;
    }

    int number() {
        return cpu.number();
    }

    /** Its number in the event queue. */
    int agent() {
        return agent;
    }

    // Interrupts.

    /** The vectors of these that have become pending since the last time. */
    int newlyPending(int requests) {
        int fresh = requests & ~noticed;
        noticed |= requests;
        return fresh;
    }

    void arrivesAt(int vector, long when) {
        arrivals[vector] = when;
    }

    void taken(int vector) {
        noticed &= ~(1 << vector);
    }

    /** The first of these vectors that has arrived by now, or -1. */
    int arrived(int requests) {
        for (int rest = requests; rest != 0; rest &= rest - 1) {
            int vector = Integer.numberOfTrailingZeros(rest);
            if (arrivals[vector] <= time) {
                return vector;
            }
        }
        return -1;
    }

    /** When the first of these vectors arrives. */
    long firstArrival(int requests) {
        long first = EventQueue.NEVER;
        for (int rest = requests; rest != 0; rest &= rest - 1) {
            first = Math.min(first, arrivals[Integer.numberOfTrailingZeros(rest)]);
        }
        return first;
    }

    // Calls.

    boolean hasCalls() {
        return depth > 0;
    }

    /** Where the latest call is. */
    Node top() {
        return nodes[depth - 1];
    }

    /** The latest call has come further. */
    void goOn(Node node) {
        nodes[depth - 1] = node;
    }

    void push(Node start) {
        push(start, null, NO_INTERRUPT);
    }

    /** A call that is repeated until it wants no more. */
    void pushRepeated(Node start) {
        push(start, start, NO_INTERRUPT);
    }

    /** The handler of an interrupt. */
    void pushInterrupt(Node handler) {
        push(handler, null, inService);
    }

    private void push(Node start, Node again, int before) {
        if (depth == nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * depth);
            repeated = Arrays.copyOf(repeated, 2 * depth);
            inServiceBefore = Arrays.copyOf(inServiceBefore, 2 * depth);
        }
        nodes[depth] = start;
        repeated[depth] = again;
        inServiceBefore[depth] = before;
        depth++;
    }

    /** Starts the latest call once more if it is repeated. */
    boolean startAgain() {
        Node again = repeated[depth - 1];
        if (again != null) {
            nodes[depth - 1] = again;
        }
        return again != null;
    }

    /** The latest call is over; returns whether it was an interrupt's handler, which gives nobody a result. */
    boolean pop() {
        depth--;
        nodes[depth] = null;
        if (inServiceBefore[depth] == NO_INTERRUPT) {
            return false;
        }
        inService = inServiceBefore[depth];
        return true;
    }
}
