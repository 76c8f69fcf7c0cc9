// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.run;

import org.wakeproof.machine.Vector;

/** A fault that the explored machine does not have: inter-processor interrupts that do not arrive. */
public interface IpiLoss {
    /** All of them arrive. */
    IpiLoss NONE = (mask, vector, time) -> 0;

    /**
     * Returns which CPUs are not interrupted, of those of a mask.
     *
     * @param mask one bit for each CPU that the interrupt has been sent to
     * @param time in nanoseconds since the machine was started
     */
    int lost(int mask, Vector vector, long time);
}
