// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.logic;

/** Who takes a step, and with that what is assumed of it in the end: an agent that can act again and again does act. */
public enum Agent {
    /** The CPU, going on with what it runs. */
    CPU,
    /** A CPU that takes an interrupt which is pending. */
    INTERRUPT,
    /** A device: what stays possible is done. */
    DEVICE,
    /** A context that owes something: it pays. */
    RAISER,
    /** Whoever likes, and perhaps never: nothing relies on it. */
    OUTSIDE
}
