// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

/** An interrupt vector, one bit of each CPU's IRR, and the handler that a CPU runs when it takes it. */
public final class Vector {
    private final int number;
    private final String name;
    private final Procedure handler;
    private boolean acknowledgedEarly;

    Vector(int number, String name, Procedure handler) {
        this.number = number;
        this.name = name;
        this.handler = handler;
    }

    /** Declares that the handler acknowledges first, so that the same interrupt may come on top of it. */
    public Vector acknowledgedEarly() {
        acknowledgedEarly = true;
        return this;
    }

    /** Whether the same interrupt may come on top of the handler; otherwise it waits for the handler's end. */
    public boolean isAcknowledgedEarly() {
        return acknowledgedEarly;
    }

    /** The bit in the IRR, from 0. */
    public int number() {
        return number;
    }

    /** What runs when it is taken. */
    public Procedure handler() {
        return handler;
    }

    /** The IRR with only this vector pending. */
    public int bit() {
        return 1 << number;
    }

    @Override
    public String toString() {
        return name;
    }
}
