// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.model;

/** How much of what a CPU does makes one step of the graph that is gone through. */
public enum Grain {
    /** One operation. */
    OPERATION,
    /** An operation, and those behind it that are nobody else's business ({@link LocalSteps}). */
    LOCAL,
    /** A transaction of Lipton's reduction ({@link org.wakeproof.machine.Transaction}). */
    TRANSITION
}
